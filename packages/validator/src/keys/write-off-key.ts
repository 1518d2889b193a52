import { type DamagedKey, sealNonceBytes, type TimeStep, writeOff } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { eventsAfter } from "./events-after.ts";
import { damagedKeys } from "./stored-keys.ts";

export type WriteOffAnswer =
  | { readonly kind: "done" }
  /** There is no such key, or its record is sound: then "retire" is the act. */
  | { readonly kind: "not-damaged" }
  /** Something else wrote it meanwhile. */
  | { readonly kind: "changed" };

/**
 * Retires a key whose record is damaged, so that its holder can have another one. Nothing of the
 * damaged record is trusted: the key itself is of no use any more.
 */
export async function writeOffKey(
  ports: Ports,
  serial: string,
  actor: string,
): Promise<WriteOffAnswer> {
  const damaged = await findDamaged(ports, serial);
  if (damaged === null) return { kind: "not-damaged" };
  const anchor = await ports.store.anchor(serial);
  const events = await eventsAfter(ports.store, serial, 0);
  const { sequence: count = anchor?.count ?? 0, hash = anchor?.hash ?? "0".repeat(64) } =
    events.at(-1) ?? {};
  const spent = events.reduce<TimeStep | null>(
    (greatest, { step }) => (step !== null && step > (greatest ?? -1) ? step : greatest),
    anchor?.past?.lastStep ?? null,
  );
  const { next, events: added } = writeOff(
    ports.keyring,
    damaged,
    { head: { count, hash }, spent },
    {
      actor,
      now: ports.clock(),
      seed: ports.random(20),
      nonce: ports.random(sealNonceBytes),
    },
  );
  const isStored = await ports.store.replace(serial, damaged.revision, next, added);
  return { kind: isStored ? "done" : "changed" };
}

async function findDamaged(ports: Ports, serial: string): Promise<DamagedKey | null> {
  for await (const key of damagedKeys(ports)) if (key.serial === serial) return key;
  return null;
}
