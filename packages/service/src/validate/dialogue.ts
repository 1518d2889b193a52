import { createHmac, timingSafeEqual } from "node:crypto";
import { hasEndedBy, type UnixMilliseconds } from "@jeton/core";
import type { Ports } from "../login/ports.ts";

// A commissioning as a dialogue of questions with one answer each, which is all that RADIUS has. Its
// number goes to the client as `transaction_id`, short enough for a State (RFC 2865 §5.24).

/** Where a dialogue stands, and what the next answer must be. */
export type Stage =
  | { readonly kind: "choose-pin" }
  /** The same PIN again. Of the first one only a keyed hash is kept. */
  | { readonly kind: "repeat-pin"; readonly first: string }
  | { readonly kind: "confirm" };

export type Dialogue = {
  readonly id: string;
  readonly revision: number;
  /** Who began it, as it was given. */
  readonly user: string;
  /** Names the commissioning. */
  readonly transaction: string;
  readonly stage: Stage;
  readonly expiresAt: UnixMilliseconds;
};

const kind = "validate-dialogue";
const idForm = /^[0-9a-f]{32}$/;

type DialoguePorts = Pick<Ports, "documents" | "clock" | "random" | "keyring" | "policy">;

/** Begins a dialogue and answers its number. */
export async function beginDialogue(
  ports: DialoguePorts,
  given: Pick<Dialogue, "user" | "transaction" | "expiresAt">,
): Promise<string> {
  const id = Buffer.from(ports.random(16)).toString("hex");
  const { user, transaction, expiresAt } = given;
  const body = JSON.stringify({ user, transaction, stage: { kind: "choose-pin" } });
  await ports.documents.put(kind, id, 0, { body, expiresAt });
  return id;
}

/** Answers the dialogue of a number, or null for none that is under way. */
export async function openDialogue(ports: DialoguePorts, id: string): Promise<Dialogue | null> {
  const stored = idForm.test(id) ? await ports.documents.load(kind, id) : null;
  if (stored === null || stored.expiresAt === null) return null;
  const { expiresAt } = stored;
  const millisecondsMax = ports.policy.commissioningMilliseconds;
  if (hasEndedBy({ expiresAt, millisecondsMax }, ports.clock())) return null;
  const fields = JSON.parse(stored.body) as Pick<Dialogue, "user" | "transaction" | "stage">;
  return { id, revision: stored.revision, expiresAt, ...fields };
}

/** Takes a dialogue to its next stage; false when another request was first. */
export function continueDialogue(
  { documents }: DialoguePorts,
  { id, revision, user, transaction, expiresAt }: Dialogue,
  stage: Stage,
): Promise<boolean> {
  const body = JSON.stringify({ user, transaction, stage });
  return documents.put(kind, id, revision, { body, expiresAt });
}

/** Ends a dialogue; false when another request was first. */
export function endDialogue(
  { documents }: DialoguePorts,
  { id, revision }: Dialogue,
): Promise<boolean> {
  return documents.remove(kind, id, revision);
}

/** Answers what is kept of a PIN until it is typed again: without the master key it tells nothing. */
export function pinTag({ keyring }: DialoguePorts, { id }: Dialogue, pin: string): string {
  return createHmac("sha256", keyring.active.keys.dialogue).update(`${id}\n${pin}`).digest("hex");
}

/** Answers whether the PIN is the one of the tag. */
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
