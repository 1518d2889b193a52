import { openSync } from "node:fs";
import { FailedError, quoted } from "@jeton/cli";

/** Makes a file that only its owner reads, and opens it. What is there already is never written to. */
export function openNewFile(path: string): number {
  try {
    return openSync(path, "wx", 0o600);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why =
      code === "EEXIST"
        ? "it is there already, give another name"
        : code === "ENOENT"
          ? "its directory does not exist, create it first"
          : message;
    throw new FailedError(`Cannot make ${quoted(path)}: ${why}`, { cause });
  }
}
