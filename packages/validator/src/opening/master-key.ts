import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { masterKeyBytes, OtpError } from "@jeton/core";
import { isPkcs11Uri } from "./pkcs11-uri.ts";
import { syncDirectory } from "./sync-directory.ts";
import { tokenMasterKey } from "./token-key.ts";

const hexForm = /^[0-9a-f]{64}$/i;

/** Master keys in use, the active one first. The others only open what was sealed before. */
export type MasterKeys = readonly [Uint8Array, ...Uint8Array[]];

/**
 * A master key as it is written: 64 hexadecimal digits, or the `pkcs11:` URI (RFC 7512) of the key in a token
 * from which it is derived.
 */
export type MasterKeyLine = string;

/**
 * Returns the master keys of a text: one a line (or between blanks), the active one first. The active one's key
 * is made in its token when it is missing there and `mayCreate`.
 * Throws OtpError MASTER_KEY_UNUSABLE otherwise, without repeating the text.
 */
export function parseMasterKeys(
  text: string,
  source: string,
  { mayCreate }: { readonly mayCreate: boolean },
): MasterKeys {
  const [active, ...others] = masterKeyLines(text, source);
  return [keyOf(active, mayCreate), ...others.map((line) => keyOf(line, false))];
}

/** Returns the master keys of a text as they are written. Asks no token. Throws as `parseMasterKeys` does. */
export function masterKeyLines(
  text: string,
  source: string,
): readonly [MasterKeyLine, ...MasterKeyLine[]] {
  const [active = "", ...others] = text.trim().split(/\s+/);
  for (const line of [active, ...others]) {
    if (hexForm.test(line) || isPkcs11Uri(line)) continue;
    throw unusable(
      `Cannot use the master key in ${source}: expected 64 hexadecimal digits or a pkcs11: URI`,
    );
  }
  return [active, ...others];
}

/** Returns the master key that is written so. Throws OtpError MASTER_KEY_UNUSABLE when its token does not give it. */
function keyOf(line: MasterKeyLine, mayCreate: boolean): Uint8Array {
  if (isPkcs11Uri(line)) return tokenMasterKey(line, { mayCreate });
  return new Uint8Array(Buffer.from(line, "hex"));
}

/**
 * Returns the master keys of a file; makes the file (mode 0600), or the key in the token that it names, when that
 * is missing and `mayCreate`.
 * A file that others can read is refused: whoever has it and the database has every seed.
 */
export function masterKeyFile(path: string, mayCreate: boolean): MasterKeys {
  if (mayCreate && !existsSync(path)) createFile(path);
  return parseMasterKeys(masterKeyFileText(path), path, { mayCreate });
}

/** Returns what a file of master keys holds. Throws OtpError MASTER_KEY_UNUSABLE. */
export function masterKeyFileText(path: string): string {
  if (!existsSync(path)) {
    throw unusable(
      `Cannot find the master key ${path}: the store was sealed with it, put the file back from your backup`,
    );
  }
  const others = statSync(path).mode & 0o077;
  if (others !== 0) {
    throw unusable(
      `Cannot use the master key ${path}: others may read it, run chmod 600 on it and consider it known to them`,
    );
  }
  return readKeyFile(path);
}

/**
 * Returns a new master key: random, or that of a token's key, which is made there unless it is there.
 * Throws OtpError MASTER_KEY_UNUSABLE when the token does not give it.
 */
export function newMasterKeyLine(uri?: string): MasterKeyLine {
  if (uri === undefined) return randomBytes(masterKeyBytes).toString("hex");
  tokenMasterKey(uri, { mayCreate: true });
  return uri;
}

/** Puts `lines` in the place of what the file holds: all of it or nothing, on the disk when done. */
export function writeMasterKeyLines(path: string, lines: readonly MasterKeyLine[]): void {
  try {
    renameSync(writeDraft(path, lines), path);
    syncDirectory(path);
  } catch (cause) {
    throw unusable(`Cannot write the master key ${path}: ${(cause as Error).message}`, cause);
  }
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const { message } = cause as Error;
    throw unusable(`Cannot read the master key ${path}: ${message}, run as its owner`, cause);
  }
}

/** Makes the file with a new master key, unless another process made it just now. */
function createFile(path: string): void {
  try {
    const draft = writeDraft(path, [newMasterKeyLine()]);
    // A link never takes the place of a file, even one that another process made just now.
    try {
      linkSync(draft, path);
    } finally {
      unlinkSync(draft);
    }
    syncDirectory(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return;
    throw unusable(
      `Cannot make the master key ${path}: ${(cause as Error).message}, give a writable directory with --data`,
      cause,
    );
  }
}

/** Writes the keys to a file of its own beside `path`, synced to the disk; returns its path. */
function writeDraft(path: string, lines: readonly MasterKeyLine[]): string {
  const draft = `${path}.${process.pid}.new`;
  const file = openSync(draft, "w", 0o600);
  writeSync(file, lines.map((line) => `${line}\n`).join(""));
  fsyncSync(file);
  closeSync(file);
  return draft;
}

function unusable(message: string, cause?: unknown): OtpError {
  return new OtpError("MASTER_KEY_UNUSABLE", message, cause);
}
