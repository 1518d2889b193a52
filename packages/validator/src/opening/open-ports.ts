import {
  type ClockAlarm,
  createKeyring,
  type Keyring,
  notSealed,
  OtpError,
  type Policy,
  putMark,
  readMark,
} from "@jeton/core";
import { type OpenedStore, sealedDocuments, sealedStore } from "@jeton/store";
import { damagedStandIns, decoySerialFor, ensureDecoys } from "../decoys/decoys.ts";
import { nodePorts } from "../machine/node-ports.ts";
import { watchClock } from "../ports/clock-watch.ts";
import { keysInUse } from "../ports/keys-in-use.ts";
import type { Ports } from "../ports/ports.ts";
import { createStandIn } from "../ports/stand-in.ts";
import type { FoundStore } from "./find-store.ts";
import { checkKeyring } from "./keyring-check.ts";
import type { MasterKeys } from "./master-key.ts";

/** How a store is used, whatever it is and wherever its master keys come from. */
export type PortsOptions = {
  /** Default: `defaultPolicy`. */
  readonly policy?: Policy;
  /** Stands for Date.now() where time is virtual. */
  readonly clock?: Ports["clock"];
  /** Called whenever something is loaded that is not what was sealed. */
  readonly onDamaged?: ((damaged: Damaged) => void) | undefined;
  /** Called when many keys moved at once, so that the server's clock is the suspect; with null when that is over. */
  readonly onClockAlarm?: ((alarm: ClockAlarm | null) => void) | undefined;
} & Pick<Ports, "onAttempt" | "onRepeatedAttempt" | "onClockSet">;

/** Something damaged, for logs: the keyed name of a key's serial, or the kind of a document. */
export type Damaged = { readonly kind: "key" | "document"; readonly name: string };

/**
 * Opens a store that was found and returns what the use cases need; closes it when that fails. `masterKeys`
 * is asked for them and told whether the store is new. The policy was checked before the store was opened.
 * Throws OtpError MASTER_KEY_UNUSABLE and STORE_UNUSABLE.
 */
export async function openPorts(
  found: FoundStore,
  masterKeys: (isNew: boolean) => MasterKeys,
  options: PortsOptions & { readonly policy: Policy },
): Promise<Ports> {
  try {
    const keyring = createKeyring(masterKeys(found.isNew));
    const opened = found.open();
    await requireOurs(opened, keyring, found.name);
    const { policy, onDamaged, onAttempt, onRepeatedAttempt, onClockSet } = options;
    const store = sealedStore(opened, keyring, (name) => onDamaged?.({ kind: "key", name }));
    const ports: Ports = {
      ...nodePorts,
      ...(options.clock && { clock: options.clock }),
      ...(onAttempt && { onAttempt }),
      ...(onRepeatedAttempt && { onRepeatedAttempt }),
      ...(onClockSet && { onClockSet }),
      store,
      documents: sealedDocuments(opened.documents, keyring, (name) =>
        onDamaged?.({ kind: "document", name }),
      ),
      bareDocuments: opened.documents,
      standIn: createStandIn(store, damagedStandIns),
      keyring,
      policy,
      inUse: keysInUse(policy.pinHashCost),
      clockWatch: watchClock(options.onClockAlarm ?? (() => {})),
    };
    await ensureDecoys(ports);
    // If two nodes create the same store with different master keys, one must stop.
    if (found.isNew) await requireOurs(opened, keyring, found.name);
    await ports.standIn?.load();
    return ports;
  } catch (error) {
    await found.close();
    throw error;
  }
}

/**
 * Marks an empty store as sealed. Throws OtpError STORE_UNUSABLE for one that was never sealed, and
 * MASTER_KEY_UNUSABLE for one that another master key sealed.
 */
async function requireOurs(opened: OpenedStore, keyring: Keyring, name: string): Promise<void> {
  let mark = await readMark(opened.documents, keyring);
  if (mark === "missing" && (await opened.recordTexts({ after: null, limit: 1 })).length === 0) {
    await putMark(opened.documents, keyring);
    mark = await readMark(opened.documents, keyring);
  }
  if (mark === "missing") throw notSealed(name);
  const isProven = await checkKeyring({ store: opened, keyring }, decoySerialFor(""), name);
  if (isProven || mark === "there") return;
  throw new OtpError(
    "MASTER_KEY_UNUSABLE",
    `Cannot use this master key with ${name}: it is sealed with another one; put back the master key of this store, nothing was changed`,
  );
}
