import { mkdirSync, type Stats, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  type ClockAlarm,
  checkedPolicy,
  createKeyring,
  defaultPolicy,
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
import { findStore, type OnFloor } from "./find-store.ts";
import { checkKeyring } from "./keyring-check.ts";
import { type MasterKeys, masterKeyFile, parseMasterKeys } from "./master-key.ts";

/**
 * Where an installation lives: a directory with the store and the master key, unless the one is
 * named elsewhere and the other stands in the environment.
 */
export type InstallationOptions = {
  readonly dataDirectory: string;
  /** A `postgres://` or `etcd://` URL, or the path of a SQLite file. Default: `jeton.sqlite` in the directory. */
  readonly store?: string | undefined;
  /** The master keys as text, instead of a file `master.key` in the directory. */
  readonly masterKey?: string | undefined;
  /** Whether a new installation may be made where there is none. Default: no. */
  readonly mayCreate?: boolean;
  readonly policy?: Policy;
  /** Stands for Date.now() where time is virtual. */
  readonly clock?: Ports["clock"];
  /** Is told whenever something is loaded that is not what was sealed. */
  readonly onDamaged?: ((damaged: Damaged) => void) | undefined;
  /** Called when many keys moved at once, so that the server's clock is the suspect; with null when that is over. */
  readonly onClockAlarm?: ((alarm: ClockAlarm | null) => void) | undefined;
  /** Called when the store began a new history and its floor was raised. */
  readonly onFloor?: OnFloor | undefined;
};

/** Something damaged, for logs: the keyed name of a key's serial, or the kind of a document. */
export type Damaged = { readonly kind: "key" | "document"; readonly name: string };

/**
 * Opens an installation; makes it, where that is allowed, when the directory holds none. Throws OtpError
 * (MASTER_KEY_UNUSABLE, STORE_UNUSABLE) with a message that names the cure, and changes nothing,
 * when the master key is missing or is not the one that sealed the store. Throws TypeError or
 * RangeError for a policy that `checkedPolicy` refuses, before anything is made.
 */
export async function openInstallation(options: InstallationOptions): Promise<Ports> {
  const policy = checkedPolicy(options.policy ?? defaultPolicy);
  const mayCreate = options.mayCreate === true;
  if (options.store === undefined) makeDirectory(resolve(options.dataDirectory), mayCreate);
  const found = await findStore(storeOf(options), {
    mayCreate,
    ...(options.onFloor && { onFloor: options.onFloor }),
  });
  try {
    const masterKeys = masterKeysOf(options, { mayCreate: found.isNew });
    const keyring = createKeyring(masterKeys);
    const opened = found.open();
    await requireOurs(opened, keyring, found.name);
    const { onDamaged } = options;
    const store = sealedStore(opened, keyring, (name) => onDamaged?.({ kind: "key", name }));
    const ports: Ports = {
      ...nodePorts,
      ...(options.clock && { clock: options.clock }),
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

/** Answers the name of the store that the options mean. */
export function storeOf({
  store,
  dataDirectory,
}: Pick<InstallationOptions, "store" | "dataDirectory">): string {
  return store ?? join(resolve(dataDirectory), "jeton.sqlite");
}

/**
 * Returns the given master keys, or else those of the file in the data directory; makes the file only
 * when it `mayCreate`. Throws OtpError MASTER_KEY_UNUSABLE.
 */
export function masterKeysOf(
  { dataDirectory, masterKey }: Pick<InstallationOptions, "dataDirectory" | "masterKey">,
  { mayCreate }: { readonly mayCreate: boolean },
): MasterKeys {
  if (masterKey !== undefined) return parseMasterKeys(masterKey, "JETON_MASTER_KEY");
  if (mayCreate) makeDirectory(resolve(dataDirectory), true);
  return masterKeyFile(masterKeyPath(dataDirectory), mayCreate);
}

/** Answers where the master keys of a data directory are. */
export function masterKeyPath(dataDirectory: string): string {
  return join(resolve(dataDirectory), "master.key");
}

function makeDirectory(directory: string, mayCreate: boolean): void {
  const found = existing(directory);
  if (found?.isDirectory()) return;
  if (found !== null) throw unusableDirectory(directory, "it is no directory");
  if (!mayCreate) throw noInstallation(directory);
  try {
    // One level only: of a mistyped path no part shall come about.
    mkdirSync(directory, { mode: 0o700 });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    const hasParent = existing(dirname(directory)) !== null;
    const found = code === "ENOENT" && !hasParent ? "its parent is not there" : message;
    throw unusableDirectory(directory, found, cause);
  }
}

function unusableDirectory(directory: string, found: string, cause?: unknown): OtpError {
  return new OtpError(
    "STORE_UNUSABLE",
    `Cannot make the data directory ${directory}: ${found}, give another one with --data`,
    cause,
  );
}

function noInstallation(directory: string): OtpError {
  return new OtpError(
    "STORE_UNUSABLE",
    `Cannot find an installation in ${directory}: give its directory with --data, or make one with jeton serve or jeton keys add`,
  );
}

function existing(path: string): Stats | null {
  try {
    return statSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw unusableDirectory(path, message, error);
  }
}
