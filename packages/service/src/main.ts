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
import { watchClock } from "./login/clock-watch.ts";
import { damagedStandIns, decoySerialFor, ensureDecoys } from "./login/decoys.ts";
import { checkKeyring } from "./login/keyring-check.ts";
import { keysInUse } from "./login/keys-in-use.ts";
import { nodePorts } from "./login/node-ports.ts";
import type { Ports } from "./login/ports.ts";
import { createStandIn } from "./login/stand-in.ts";
import { type MasterKeys, masterKeyFile, parseMasterKeys } from "./master-key.ts";
import { findStore } from "./open-store.ts";

/**
 * Where an installation lives: a directory with the store and the master key, unless the one is
 * named elsewhere and the other stands in the environment.
 */
export type InstallationOptions = {
  readonly dataDirectory: string;
  /** A `postgres://` or `etcd://` URL, or the path of a SQLite file. Default: `jeton.sqlite` in the directory. */
  readonly store?: string | undefined;
  /** Whether a new installation may be made where there is none. Default: no. */
  readonly mayCreate?: boolean;
  readonly policy?: Policy;
  /** Stands for Date.now() where time is virtual. */
  readonly clock?: Ports["clock"];
  /** Is told whenever something is loaded that is not what was sealed. */
  readonly onDamaged?: ((damaged: Damaged) => void) | undefined;
};

/** Something damaged, for logs: the keyed name of a key's serial, or the kind of a document. */
export type Damaged = { readonly kind: "key" | "document"; readonly name: string };

/** The environment variables that are read, here and nowhere else. */
export const environment: {
  readonly dataDirectory: string;
  readonly store: string | undefined;
  readonly masterKey: string | undefined;
} = {
  dataDirectory: process.env.JETON_DATA || "jeton-data",
  store: process.env.JETON_STORE || undefined,
  masterKey: process.env.JETON_MASTER_KEY,
};

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
  const tell = { onFloor: sayFloor, onNoTriggers: sayNoTriggers };
  const found = await findStore(storeOf(options), { mayCreate, ...tell });
  try {
    const masterKeys = masterKeysOf(options.dataDirectory, { mayCreate: found.isNew });
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
      clockWatch: watchClock(sayClockAlarm),
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
 * Answers the master keys of the environment, or else of the file in the data directory; makes the
 * file only when it `mayCreate`. Throws OtpError MASTER_KEY_UNUSABLE.
 */
export function masterKeysOf(
  dataDirectory: string,
  { mayCreate }: { readonly mayCreate: boolean },
): MasterKeys {
  if (environment.masterKey !== undefined) {
    return parseMasterKeys(environment.masterKey, "JETON_MASTER_KEY");
  }
  if (mayCreate) makeDirectory(resolve(dataDirectory), true);
  return masterKeyFile(masterKeyPath(dataDirectory), mayCreate);
}

/** Answers where the master keys of a data directory are. */
export function masterKeyPath(dataDirectory: string): string {
  return join(resolve(dataDirectory), "master.key");
}

function sayClockAlarm(alarm: ClockAlarm | null): void {
  const seconds = Math.round((alarm?.serverShift ?? 0) / 1000);
  console.error(
    alarm === null
      ? "The keys agree with this server's clock again; learning goes on."
      : `Many keys moved by ${seconds} s at once: check this server's clock. Until they agree again nothing is learnt from them.`,
  );
}

function sayFloor(floor: number): void {
  const moment = new Date(floor).toISOString();
  console.error(
    `The store began a new history (restored, failed over, copied, or its server started anew): codes shown up to ${moment} count as used, holders give a later one.`,
  );
}

function sayNoTriggers(): void {
  console.error(
    "The store was made without triggers, since its database has no PL/pgSQL: it refuses a step that goes back when Jeton asks, not when somebody else does. Guards it has: unique indexes, foreign keys, checks of columns.",
  );
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
