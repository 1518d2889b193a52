import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExternalProgram } from "./needs.ts";

/** The program stands for the library beside it, which lies to a program about the time. */
export const faketime: ExternalProgram = { names: ["faketime"], debianPackage: "faketime" };

/** A clock that is wrong by as much as a file says, for programs that are started with it. */
export type FalseClock = {
  /** Words before those that start a program. What changes the user stands before them. */
  readonly words: readonly string[];
  /** Makes the clock wrong by so much, for programs that run too; 0 mends it. */
  readonly step: (seconds: number) => void;
};

/**
 * Returns a clock that is right at first. A step is seen within a second. What measures how long something
 * takes goes on unmoved (CLOCK_MONOTONIC), as when a machine's clock is set.
 */
export function falseClock(file: string): FalseClock {
  const step = (seconds: number) => {
    writeFileSync(file, `${seconds < 0 ? "" : "+"}${seconds}\n`, { mode: 0o644 });
  };
  step(0);
  const settings = {
    LD_PRELOAD: library(),
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
  const given = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return { words: ["env", ...given], step };
}

function library(): string {
  const folders = readdirSync("/usr/lib").map((name) => join("/usr/lib", name, "faketime"));
  const found = folders
    .map((folder) => join(folder, "libfaketime.so.1"))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error("Cannot find libfaketime.so.1: install libfaketime");
  return found;
}
