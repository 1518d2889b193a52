import { openSync } from "node:fs";
import { withFile } from "@jeton/cli";

/** Makes a file that only its owner reads, and opens it. What is there already is never written to. */
export function openNewFile(path: string): number {
  const wanted = "a new file in a folder that is there";
  return withFile({ act: "make", file: path, wanted }, () => openSync(path, "wx", 0o600));
}
