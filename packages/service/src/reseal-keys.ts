import { actEvent, masterKeyIds, type Outcome, outcome, reseal, sealNonceBytes } from "@jeton/core";
import { everyRecord } from "./keys.ts";
import { decideAndStore } from "./login/decide-and-store.ts";
import type { Ports } from "./login/ports.ts";

/**
 * Seals everything anew with the active master key, decoys included, and answers how many keys
 * were changed. Safe beside log-ins, and to be run again after it was cut off.
 */
export async function resealKeys(
  ports: Ports,
  actor: string,
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  let changed = 0;
  for await (const { serial } of everyRecord(ports)) {
    const done = await decideAndStore<boolean>(
      ports,
      () => ports.store.load(serial),
      async (record): Promise<Outcome<boolean>> => {
        const next = reseal(record, ports.keyring, () => ports.random(sealNonceBytes));
        if (next === record) return { decision: false, next, events: [] };
        return outcome(true, next, actEvent(ports.clock(), "resealed", actor));
      },
    );
    if (done?.decision !== true) continue;
    changed += 1;
    onProgress(changed);
  }
  return changed;
}

/** Answers the ids of the master keys that still sealed something. */
export async function masterKeysInUse(ports: Ports): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const record of everyRecord(ports)) {
    for (const id of masterKeyIds(record)) ids.add(id);
  }
  return ids;
}
