import {
  actEvent,
  actOnKey,
  type CodeParameters,
  type DamagedKey,
  type HelpDeskAct,
  type HelpDeskDecision,
  type KeyRecord,
  type ListedKey,
  newKeyRecord,
  OtpError,
  outcome,
  type ResynchronisationDecision,
  resynchronise,
  sealNonceBytes,
} from "@jeton/core";
import { contextOf } from "../attempt/context.ts";
import { decideAndStore } from "../attempt/decide-and-store.ts";
import { endPasswordSessions } from "../attempt/password-epoch.ts";
import { isDecoy } from "../decoys/decoys.ts";
import type { Ports } from "../ports/ports.ts";

/** A key as it comes from its maker. */
export type NewKey = {
  readonly serial: string;
  readonly seed: Uint8Array;
  readonly parameters: CodeParameters;
};

/**
 * Puts a key in stock. Answers false when the serial is taken.
 * Throws RangeError for a serial that cannot be used, OtpError SEED_UNUSABLE for an empty seed.
 */
export async function addKey(ports: Ports, key: NewKey, actor: string): Promise<boolean> {
  if (isDecoy(key.serial)) {
    throw new RangeError(
      `Cannot use "${key.serial}" as a serial number: what begins with "decoy-" or "staff-" is the service's own`,
    );
  }
  const nonce = ports.random(sealNonceBytes);
  const record = newKeyRecord(ports.keyring, { ...key, nonce });
  const created = outcome({}, record, actEvent(ports.clock(), "created", actor));
  return ports.store.insert(created.next, created.events);
}

/** What became of an act on a key. */
export type ActDecision = HelpDeskDecision | { readonly kind: "unknown-key" };

/** What became of an assignment: its holder may have another key, which only the store knows. */
export type AssignDecision = ActDecision | { readonly kind: "holder-taken" };

/**
 * Does a help-desk act. Answers "unknown-key" when there is no such key, and "holder-taken" when
 * the one to whom it would be assigned has another one.
 */
export function changeKey(
  ports: Ports,
  serial: string,
  act: Exclude<HelpDeskAct, { readonly kind: "assign" }>,
  actor: string,
): Promise<ActDecision>;
export function changeKey(
  ports: Ports,
  serial: string,
  act: HelpDeskAct,
  actor: string,
): Promise<AssignDecision>;
export async function changeKey(
  ports: Ports,
  serial: string,
  act: HelpDeskAct,
  actor: string,
): Promise<AssignDecision> {
  try {
    const done = await decideAndStore(
      ports,
      () => (isDecoy(serial) ? Promise.resolve(null) : ports.store.load(serial)),
      async (record) =>
        actOnKey(record, act, { actor, now: ports.clock(), keyring: ports.keyring }),
    );
    // Who has a key gets in by no password, nor does a session that began by one before.
    if (act.kind === "assign" && done?.decision.kind === "done") {
      await endPasswordSessions(ports, act.holder);
    }
    return done?.decision ?? { kind: "unknown-key" };
  } catch (error) {
    if (!(error instanceof OtpError) || error.code !== "HOLDER_TAKEN") throw error;
    return { kind: "holder-taken" };
  }
}

/** Finds a key's clock by two consecutive codes. Answers "unknown-key" when there is no such key. */
export async function resynchroniseKey(
  ports: Ports,
  serial: string,
  codes: { readonly first: string; readonly second: string },
  actor: string,
): Promise<ResynchronisationDecision | { readonly kind: "unknown-key" }> {
  const done = await decideAndStore(
    ports,
    () => (isDecoy(serial) ? Promise.resolve(null) : ports.store.load(serial)),
    async (record) => resynchronise(record, codes, { ...contextOf(ports), actor }),
  );
  return done?.decision ?? { kind: "unknown-key" };
}

const pageSize = 500;

/** Goes through all keys (behind `after`) in the order of their serials; decoys and damaged keys are left out. */
export async function* allKeys(
  ports: Ports,
  after: string | null = null,
): AsyncGenerator<KeyRecord> {
  for await (const { record } of everyKey(ports, after)) {
    if (record !== null && !isDecoy(record.serial)) yield record;
  }
}

/** Goes through the keys whose records are damaged, in the order of their serials. */
export async function* damagedKeys(ports: Pick<Ports, "store">): AsyncGenerator<DamagedKey> {
  for await (const key of everyKey(ports)) if (key.record === null) yield key;
}

/** Goes through everything stored, decoys and damaged keys included, in the order of the serials. */
export async function* everyKey(
  ports: Pick<Ports, "store">,
  behind: string | null = null,
): AsyncGenerator<ListedKey> {
  for (let after = behind; ; ) {
    const page = await ports.store.list({ after, limit: pageSize });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.serial;
  }
}

/** Counts the keys, decoys included: so much work is it to go through them. */
export async function countKeys(ports: Pick<Ports, "store">): Promise<number> {
  let count = 0;
  for await (const _ of everyKey(ports)) count += 1;
  return count;
}
