import { closeSync, openSync, writeFileSync } from "node:fs";
import { withFile } from "@jeton/cli";

/** A run of minutes must not fail at its end for a name that was wrong from the start. */
export function requireWritable(file: string | undefined): void {
  if (file !== undefined) writing(file, () => closeSync(openSync(file, "a")));
}

/** Writes what a run came to into the file. */
export function writeResult(file: string, text: string): void {
  writing(file, () => writeFileSync(file, text));
}

function writing(file: string, work: () => void): void {
  withFile({ act: "write", file, wanted: "a file that can be written" }, work);
}
