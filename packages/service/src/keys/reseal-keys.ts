import {
  actEvent,
  checkAnchor,
  keyedName,
  masterKeyIds,
  type Outcome,
  outcome,
  reseal,
  sealNonceBytes,
  signAnchor,
} from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { decideAndStore, everyKey } from "@jeton/validator/parts";
import { everyDocument } from "../documents/reseal-documents.ts";

/**
 * Seals everything anew with the active master key, decoys included, and returns how many keys
 * were changed. Safe beside log-ins, and to be run again after it was cut off.
 */
export async function resealKeys(
  ports: Ports,
  actor: string,
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  let changed = 0;
  for await (const { serial } of everyKey(ports)) {
    const done = await decideAndStore<boolean>(
      ports,
      () => ports.store.load(serial),
      async (record): Promise<Outcome<boolean>> => {
        const next = reseal(record, ports.keyring, () => ports.random(sealNonceBytes));
        if (next === record) return { decision: false, next, events: [] };
        const event = actEvent(ports.clock(), "resealed", actor);
        const { holder } = next;
        // Named by the new master key: the old one, which made the former name, is going.
        const name = holder === null ? {} : { holder: keyedName(ports.keyring, "holder", holder) };
        return outcome(true, next, { ...event, ...name });
      },
    );
    if (done?.decision !== true) continue;
    changed += 1;
    onProgress(changed);
  }
  return changed;
}

/**
 * Signs anew with the active master key where trails begin. Returns the serials of those that were not
 * signed with any key of the keyring as they stand: they are left alone.
 */
export async function resignAnchors(ports: Ports): Promise<readonly string[]> {
  const broken: string[] = [];
  for await (const { serial } of everyKey(ports)) {
    const anchor = await ports.store.anchor(serial);
    if (anchor === null || anchor.keyId === ports.keyring.active.id) continue;
    if (checkAnchor(ports.keyring, anchor) !== "good") broken.push(serial);
    // Moved on meanwhile, it was signed with the active key.
    else await ports.store.cutEvents(signAnchor(ports.keyring, anchor));
  }
  return broken;
}

/** Returns the ids of the master keys that still sealed or signed something that is needed. */
export async function masterKeysInUse(ports: Ports): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { record, serial } of everyKey(ports)) {
    for (const id of record === null ? [] : masterKeyIds(record)) ids.add(id);
    const anchor = await ports.store.anchor(serial);
    if (anchor !== null) ids.add(anchor.keyId);
  }
  for await (const { keyId } of everyDocument(ports)) if (keyId !== null) ids.add(keyId);
  return ids;
}
