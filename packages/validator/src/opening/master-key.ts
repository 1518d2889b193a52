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
import { syncDirectory } from "./sync-directory.ts";

const hexForm = /^[0-9a-f]{64}$/i;

/** Master keys in use, the active one first. The others only open what was sealed before. */
export type MasterKeys = readonly [Uint8Array, ...Uint8Array[]];

/**
 * Returns the master keys of a text: 64 hexadecimal digits a line (or between blanks), the active
 * one first. Throws OtpError MASTER_KEY_UNUSABLE otherwise, without repeating the text.
 */
export function parseMasterKeys(text: string, source: string): MasterKeys {
  const [active, ...others] = text
    .trim()
    .split(/\s+/)
    .map((word) => {
      if (hexForm.test(word)) return new Uint8Array(Buffer.from(word, "hex"));
      throw unusable(`Cannot use the master key in ${source}: expected 64 hexadecimal digits`);
    });
  if (active === undefined) throw unusable(`Cannot use the master key in ${source}: found none`);
  return [active, ...others];
}

/**
 * Returns the master keys of a file; makes the file (mode 0600) when it is missing and `mayCreate`.
 * A file that others can read is refused: whoever has it and the database has every seed.
 */
export function masterKeyFile(path: string, mayCreate: boolean): MasterKeys {
  if (!existsSync(path)) {
    if (!mayCreate) {
      throw unusable(
        `Cannot find the master key ${path}: the store was sealed with it, put the file back from your backup`,
      );
    }
    return createFile(path);
  }
  const others = statSync(path).mode & 0o077;
  if (others !== 0) {
    throw unusable(
      `Cannot use the master key ${path}: others may read it, run chmod 600 on it and consider it known to them`,
    );
  }
  return parseMasterKeys(readKeyFile(path), path);
}

/** Returns a new master key. */
export function newMasterKey(): Uint8Array {
  return new Uint8Array(randomBytes(masterKeyBytes));
}

/** Puts `keys` in the place of what the file holds: all of it or nothing, on the disk when done. */
export function writeMasterKeys(path: string, keys: MasterKeys): void {
  try {
    renameSync(writeDraft(path, keys), path);
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

function createFile(path: string): MasterKeys {
  const keys: MasterKeys = [newMasterKey()];
  try {
    const draft = writeDraft(path, keys);
    // A link never takes the place of a file, even one that another process made just now.
    try {
      linkSync(draft, path);
    } finally {
      unlinkSync(draft);
    }
    syncDirectory(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return masterKeyFile(path, false);
    throw unusable(
      `Cannot make the master key ${path}: ${(cause as Error).message}, give a writable directory with --data`,
      cause,
    );
  }
  return keys;
}

/** Writes the keys to a file of its own beside `path`, synced to the disk; returns its path. */
function writeDraft(path: string, keys: MasterKeys): string {
  const draft = `${path}.${process.pid}.new`;
  const file = openSync(draft, "w", 0o600);
  writeSync(file, fileText(keys));
  fsyncSync(file);
  closeSync(file);
  return draft;
}

function fileText(keys: MasterKeys): string {
  return keys.map((key) => `${Buffer.from(key).toString("hex")}\n`).join("");
}

function unusable(message: string, cause?: unknown): OtpError {
  return new OtpError("MASTER_KEY_UNUSABLE", message, cause);
}
