import { readdirSync, readFileSync } from "node:fs";

/** A file with one fault, and what its reader must answer. */
export type FaultFile = {
  readonly name: string;
  /** The stable code of the problem, or of the error that refuses the whole file. */
  readonly expect: string;
  /** The place as a finding gives it: "line 3, secret" or "KeyContainer/KeyPackage[1]". */
  readonly path: string;
  readonly why: string;
  readonly text: string;
};

/**
 * Returns the files of `test/vectors/<folder>/faults`: `expect:`, `path:` and `why:`, a line of
 * dashes, and below it the file that is read.
 */
export function faultFiles(folder: string): readonly FaultFile[] {
  const directory = new URL(`../vectors/${folder}/faults/`, import.meta.url);
  return readdirSync(directory)
    .sort()
    .map((file) => parseFault(file, readFileSync(new URL(file, directory), "utf8")));
}

function parseFault(file: string, whole: string): FaultFile {
  const [, head = "", text = ""] = /^(.*?\n)-{10,}\n(.*)$/s.exec(whole) ?? [];
  const entry = (name: string) => {
    const found = new RegExp(`^${name}: (.+)$`, "m").exec(head)?.[1];
    if (found === undefined) throw new Error(`Cannot read ${file}: found no ${name}, expected one`);
    return found;
  };
  return {
    name: file.replace(/\.[a-z]+$/, ""),
    expect: entry("expect"),
    path: entry("path"),
    why: entry("why"),
    text,
  };
}
