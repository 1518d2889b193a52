import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { readOnly, storeUnusable } from "./store-failure.ts";

/**
 * The file beside a database that tells how far it had come: which history, and which change of a key
 * was the last one that was answered. Who puts an older database back loses at least that change.
 */
export type Witness = {
  /** The database's history has this name, too. */
  readonly id: string;
  /** The key that was changed last, and its revision since; "" before the first change. */
  readonly serial: string;
  readonly revision: number;
};

const bytesMax = 256;

/** How far the file's own time of change may lie from the time that was written into it. */
const toleranceMilliseconds = 1000;

/** Returns the name of the file beside a database. */
export function witnessPath(database: string): string {
  return `${database}-history`;
}

/**
 * Returns what the file says; null when there is none, it cannot be read, or it is not the very file that
 * was written: one that was copied back has a time of change that does not agree with its text, and
 * one that was written before the machine started may miss what a loss of power took.
 */
export function readWitness(database: string): Witness | null {
  let file: number | null = null;
  try {
    file = openSync(witnessPath(database), "r");
    const buffer = Buffer.alloc(bytesMax);
    const text = buffer.toString("utf8", 0, readSync(file, buffer, 0, bytesMax, 0));
    const [id, serial, revision, at, boot] = JSON.parse(text.trimEnd()) as unknown[];
    const isWhole = typeof id === "string" && typeof serial === "string";
    if (!isWhole || typeof revision !== "number" || typeof at !== "number") return null;
    if (!isWrittenAt(file, at) || boot !== bootName()) return null;
    return { id, serial, revision };
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}

/**
 * Writes the file; throws OtpError STORE_UNUSABLE when it cannot. It is not flushed to the disk: it has to
 * outlive the process only, since after a start of the machine it does not count. Of one length, so that one
 * write replaces all of it. `clock` returns milliseconds since 1970.
 */
export function writeWitness(
  database: string,
  witness: Witness,
  act: "open" | "use" = "use",
  clock: () => number = Date.now,
): void {
  try {
    const file = openWitness(database);
    try {
      // Between the clock and the disk a busy machine may let others work for seconds: then once more.
      for (let turn = 0; turn < turnsMax; turn += 1) {
        const at = clock();
        writeSync(file, textOf(witness, at), 0);
        if (isWrittenAt(file, at)) return;
      }
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    // Without it a restore would not be noticed: nobody is let in.
    const path = witnessPath(database);
    throw storeUnusable(act, database, readOnly(path, `(${String(cause)})`), cause);
  }
}

/** What is still not told in time then raises the floor at the next opening, which costs a wait and is safe. */
const turnsMax = 3;

function textOf({ id, serial, revision }: Witness, at: number): string {
  return `${JSON.stringify([id, serial, revision, at, bootName()]).padEnd(bytesMax - 1)}\n`;
}

/** Whether an open file was changed last at that moment. */
function isWrittenAt(file: number, at: number): boolean {
  return Math.abs(fstatSync(file).ctimeMs - at) <= toleranceMilliseconds;
}

function openWitness(database: string): number {
  const path = witnessPath(database);
  try {
    return openSync(path, "r+");
  } catch {
    return createWitness(path, statSync(database));
  }
}

/** As SQLite does with its log: whoever may write the database may write the file, whoever made it. */
function createWitness(path: string, { mode, uid, gid }: Stats): number {
  const file = openSync(path, "w", 0o600);
  fchmodSync(file, mode & 0o666);
  if (process.getuid?.() === 0) fchownSync(file, uid, gid);
  return file;
}

let boot: string | null = null;

/** Names the machine's present run; "" where the system does not tell. */
function bootName(): string {
  boot ??= readBoot();
  return boot;
}

function readBoot(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}
