import { createHmac, timingSafeEqual } from "node:crypto";
import {
  type AttemptMark,
  answeredMilliseconds,
  hasEndedBy,
  type UnixMilliseconds,
} from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";

// A commissioning as a dialogue of questions with one answer each, which is all that RADIUS has. Its
// number goes to the client as `transaction_id`, short enough for a State (RFC 2865 §5.24).

/** Where a dialogue stands, and what the next answer must be. */
export type Stage =
  | { readonly kind: "choose-pin" }
  /** The same PIN again. Of the first one only a keyed hash is kept. */
  | { readonly kind: "repeat-pin"; readonly first: string }
  | { readonly kind: "confirm" }
  /** The PASSCODE was given. Kept so that the same request gets the same answer (law 11). */
  | { readonly kind: "ended" };

/** The answer of a request with an id that took the dialogue to where it stands. */
export type LastAnswer = Pick<AttemptMark, "name" | "content"> & {
  readonly at: number;
  readonly message: string;
};

export type Dialogue = {
  readonly id: string;
  readonly revision: number;
  /** Who began it, as it was given. */
  readonly user: string;
  /** Names the commissioning. */
  readonly transaction: string;
  readonly stage: Stage;
  readonly expiresAt: UnixMilliseconds;
  readonly last: LastAnswer | null;
};

const kind = "validate-dialogue";
const idForm = /^[0-9a-f]{32}$/;

type DialoguePorts = Pick<Ports, "documents" | "clock" | "random" | "keyring" | "policy">;

/**
 * Begins the dialogue of a commissioning and returns its number, or that of the one which the same attempt
 * began. The number tells nothing: it comes from the commissioning's secret token by a keyed hash.
 */
export async function beginDialogue(
  ports: DialoguePorts,
  given: Pick<Dialogue, "user" | "transaction" | "expiresAt">,
): Promise<string> {
  const { user, transaction, expiresAt } = given;
  const { dialogue: key } = ports.keyring.active.keys;
  const id = createHmac("sha256", key).update(`number\n${transaction}`).digest("hex").slice(0, 32);
  const body = JSON.stringify({ user, transaction, stage: { kind: "choose-pin" }, last: null });
  await ports.documents.put(kind, id, 0, { body, expiresAt });
  return id;
}

/** Returns the dialogue of a number, or null for none that is under way. */
export async function openDialogue(ports: DialoguePorts, id: string): Promise<Dialogue | null> {
  const stored = idForm.test(id) ? await ports.documents.load(kind, id) : null;
  if (stored === null || stored.expiresAt === null) return null;
  const { expiresAt } = stored;
  const millisecondsMax = ports.policy.commissioningMilliseconds;
  if (hasEndedBy({ expiresAt, millisecondsMax }, ports.clock())) return null;
  const fields = JSON.parse(stored.body) as Pick<Dialogue, "user" | "transaction" | "stage"> & {
    readonly last?: LastAnswer | null;
  };
  return { id, revision: stored.revision, expiresAt, last: null, ...fields };
}

/** Takes a dialogue to its next stage; false when another request was first. */
export function continueDialogue(
  { documents }: DialoguePorts,
  { id, revision, user, transaction, expiresAt }: Dialogue,
  { stage, last }: Pick<Dialogue, "stage" | "last">,
): Promise<boolean> {
  const body = JSON.stringify({ user, transaction, stage, last });
  return documents.put(kind, id, revision, { body, expiresAt });
}

/** Returns what became of an attempt with these marks: its answer is the last one, or its id was used. */
export function earlierIn(
  { last }: Dialogue,
  marks: readonly AttemptMark[],
  now: UnixMilliseconds,
): "none" | "same" | "id-reused" {
  if (last === null || Math.abs(now - last.at) >= answeredMilliseconds) return "none";
  const mark = marks.find(({ name }) => name === last.name);
  if (mark === undefined) return "none";
  return mark.content === last.content ? "same" : "id-reused";
}

/** Returns what is kept of a PIN until it is typed again: without the master key it tells nothing. */
export function pinTag({ keyring }: DialoguePorts, { id }: Dialogue, pin: string): string {
  return createHmac("sha256", keyring.active.keys.dialogue).update(`${id}\n${pin}`).digest("hex");
}

/** Returns whether the PIN is the one of the tag. */
export function isTaggedPin(
  { keyring }: DialoguePorts,
  { id }: Dialogue,
  { pin, tag }: { readonly pin: string; readonly tag: string },
): boolean {
  const found = Buffer.from(tag, "hex");
  return keyring.all.some(({ keys }) => {
    const expected = createHmac("sha256", keys.dialogue).update(`${id}\n${pin}`).digest();
    return found.length === expected.length && timingSafeEqual(found, expected);
  });
}
