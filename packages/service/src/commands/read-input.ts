import { readFileSync } from "node:fs";
import { FailedError } from "@jeton/cli";

/** Answers the bytes of a file, `-` for standard input. Throws FailedError when it cannot be read. */
export function readInput(path: string): Uint8Array {
  try {
    return readFileSync(path === "-" ? 0 : path);
  } catch (cause) {
    throw new FailedError(`Cannot read the file: ${(cause as Error).message}`, { cause });
  }
}

/** Answers the first line of a file that holds a password or a key. */
export function readFirstLine(path: string): string {
  return Buffer.from(readInput(path)).toString("utf8").split(/\r?\n/u, 1)[0] ?? "";
}
