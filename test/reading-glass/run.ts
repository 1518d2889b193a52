// `npm run reading-glass`: how often the reading glass is right, refuses, and is wrong.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type TrialKind, trialKinds } from "@jeton/glass";
import { programOptions } from "../support/program-options.ts";
import { type Failure, judge, newTally, pngBytes } from "./judge.ts";
import { pageText, pictureName } from "./page.ts";
import { judgePhotographs } from "./photographs.ts";

const docs = fileURLToPath(new URL("../../docs/", import.meta.url));
const options = programOptions({
  script: "reading-glass",
  does: "Reads spoiled pictures of a simulated key, with ssocr beside, and prints docs/reference/reading-glass.md.",
  options: {
    write: { kind: "flag", help: "write the page and its pictures, too" },
    pictures: {
      kind: "number",
      value: "NUMBER",
      min: 1,
      help: "of each kind at most; 200 unless told",
    },
    minutes: {
      kind: "number",
      value: "NUMBER",
      min: 1,
      help: "stop after so many; 60 unless told",
    },
    photographs: {
      kind: "text",
      value: "FOLDER",
      help: "JPEG files of real keys, named by their codes, such as 011937.jpg",
    },
  },
  status: "0 measured; 1 a picture was read wrong as sure; 2 wrong use.",
});

if (spawnSync("ssocr", ["--version"]).error !== undefined) {
  process.stderr.write(
    'Cannot run npm run reading-glass: found no program ssocr; install it (Debian: "apt-get install ssocr")\n',
  );
  process.exit(2);
}

/** Seeds of pictures that the reader was never tuned on. */
const firstSeed = 6_000_000;
const kinds = Object.keys(trialKinds) as TrialKind[];
const tallies = new Map(kinds.map((kind) => [kind, newTally()]));
const failures: Failure[] = [];
const scratch = mkdtempSync(join(tmpdir(), "jeton-reading-glass-"));
const ends = Date.now() + 60_000 * (options.minutes ?? 60);
let milliseconds = 0;
for (let number = 0; number < (options.pictures ?? 200) && Date.now() < ends; number += 1) {
  for (const [kind, tally] of tallies) {
    const began = process.cpuUsage();
    const failure = await judge(
      { kind, seed: firstSeed + number },
      tally,
      join(scratch, "cut.png"),
    );
    const { user, system } = process.cpuUsage(began);
    milliseconds += (user + system) / 1000;
    if (failure !== null) failures.push(failure);
  }
  if (number % 10 === 9) process.stderr.write(`${number + 1} of each kind\n`);
}
rmSync(scratch, { recursive: true });
const photographs =
  options.photographs === undefined ? null : judgePhotographs(options.photographs);
const shown = shownFailures(failures);
const text = pageText({ tallies, failures, shown, photographs, firstSeed, milliseconds });
if (options.write) {
  mkdirSync(join(docs, "pictures"), { recursive: true });
  for (const failure of shown) {
    writeFileSync(join(docs, "pictures", pictureName(failure)), pngBytes(failure.picture));
  }
  writeFileSync(join(docs, "reference/reading-glass.md"), text);
}
process.stdout.write(text);
if (failures.some(({ how }) => how === "wrong")) process.exitCode = 1;

/** One failure of a kind, wrong ones first, and no more than the page can carry. */
function shownFailures(all: readonly Failure[]): readonly Failure[] {
  const sorted = [...all].sort((a, b) => Number(b.how === "wrong") - Number(a.how === "wrong"));
  const first = new Map<TrialKind, Failure>();
  for (const failure of sorted) if (!first.has(failure.kind)) first.set(failure.kind, failure);
  return [...first.values()].slice(0, 4);
}
