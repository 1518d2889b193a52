import { mkdirSync, type Stats, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { checkedPolicy, defaultPolicy, OtpError } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { findStore, type StoreWarnings } from "./find-store.ts";
import {
  type MasterKeyLine,
  type MasterKeys,
  masterKeyFile,
  masterKeyFileText,
  masterKeyLines,
  parseMasterKeys,
} from "./master-key.ts";
import { openPorts, type PortsOptions } from "./open-ports.ts";

/**
 * Where an installation lives: a directory with the store and the master key, unless the one is
 * named elsewhere and the other stands in the environment.
 */
export type InstallationOptions = {
  readonly dataDirectory: string;
  /** A `postgres://` or `etcd://` URL, or the path of a SQLite file. Default: `jeton.sqlite` in the directory. */
  readonly store?: string | undefined;
  /** The master keys as text (hexadecimal, or `pkcs11:` URIs), instead of a file `master.key` in the directory. */
  readonly masterKey?: string | undefined;
  /** Whether a new installation may be made where there is none. Default: no. */
  readonly mayCreate?: boolean;
} & StoreWarnings &
  PortsOptions;

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
  const { onFloor, onNoTriggers } = options;
  const found = await findStore(storeOf(options), { mayCreate, onFloor, onNoTriggers });
  const masterKeys = (isNew: boolean) => masterKeysOf(options, { mayCreate: isNew });
  return openPorts(found, masterKeys, { ...options, policy });
}

/** Returns the name of the store that the options mean. */
export function storeOf({
  store,
  dataDirectory,
}: Pick<InstallationOptions, "store" | "dataDirectory">): string {
  return store ?? join(resolve(dataDirectory), "jeton.sqlite");
}

/**
 * Returns the given master keys, or else those of the file in the data directory; makes the file, or the key
 * in the token that is named, only when it `mayCreate`. Throws OtpError MASTER_KEY_UNUSABLE.
 */
export function masterKeysOf(
  { dataDirectory, masterKey }: Pick<InstallationOptions, "dataDirectory" | "masterKey">,
  { mayCreate }: { readonly mayCreate: boolean },
): MasterKeys {
  if (masterKey !== undefined) return parseMasterKeys(masterKey, variable, { mayCreate });
  if (mayCreate) makeDirectory(resolve(dataDirectory), true);
  return masterKeyFile(masterKeyPath(dataDirectory), mayCreate);
}

/**
 * Returns the same master keys as they are written, without asking a token for them. Makes nothing.
 * Throws OtpError MASTER_KEY_UNUSABLE.
 */
export function masterKeyLinesOf({
  dataDirectory,
  masterKey,
}: Pick<InstallationOptions, "dataDirectory" | "masterKey">): readonly [
  MasterKeyLine,
  ...MasterKeyLine[],
] {
  if (masterKey !== undefined) return masterKeyLines(masterKey, variable);
  const path = masterKeyPath(dataDirectory);
  return masterKeyLines(masterKeyFileText(path), path);
}

const variable = "JETON_MASTER_KEY";

/** Returns where the master keys of a data directory are. */
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
