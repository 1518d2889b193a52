import { readFileSync } from "node:fs";
import { withFile } from "@jeton/cli";

/** Returns the bytes of a file, `-` for standard input. Throws FailedError when it cannot be read. */
export function readInput(path: string): Uint8Array {
  const wanted = "a file that can be read, or - for standard input";
  return withFile({ act: "read", file: path, wanted }, () => readFileSync(path === "-" ? 0 : path));
}

/** Returns the first line of a file that holds a password or a key. */
export function readFirstLine(path: string): string {
  return Buffer.from(readInput(path)).toString("utf8").split(/\r?\n/u, 1)[0] ?? "";
}
