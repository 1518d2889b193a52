import { readFileSync } from "node:fs";
import { decimalNumber, FailedError, orWrongUse, UsageError } from "@jeton/cli";
import { codeParameters, parseSeedHex } from "@jeton/core";
import type { CodeChange, CountedChange, Frame } from "@jeton/glass";
import { type Command, Option } from "commander";
import type { KnownKey } from "../camera/known-key.ts";
import type { Watched } from "../camera/watch-frames.ts";
import type { WatchedDrift } from "../drift/watched-drift.ts";
import { addGlassOptions, type GlassOptions } from "./glass-options.ts";
import { duration, hostPpm, ranged } from "./number-options.ts";

type WatchOptions = GlassOptions & {
  readonly frames?: string;
  readonly camera?: string;
  readonly simulated?: true;
  readonly for: number;
  readonly period: number;
  readonly delayMax: number;
  readonly hostPpm: number;
  readonly errorPpm: number;
  readonly random: number;
  readonly seedFile?: string;
  readonly json?: true;
};

/** Defines `jeton-bench watch`: the clock of a key by what a camera sees of it. */
export function defineWatch(command: Command): void {
  addGlassOptions(
    command
      .option(
        "--frames <folder>",
        "pictures whose names end in their moment, key-1790000000123.png",
      )
      .option("--camera <device>", "a camera, such as /dev/video0 (needs the program ffmpeg)")
      .option("--simulated", "a simulated key before a simulated camera, in virtual time"),
  )
    .addOption(
      new Option("--for <time>", "how long a camera is watched, such as 20m or 24h; 1 min to 365 d")
        .default(1_200_000, '"20 m"')
        .argParser(duration),
    )
    .addOption(ranged("--period <seconds>", "seconds that a code lasts", 10, 3600, 60))
    .addOption(
      ranged(
        "--delay-max <ms>",
        "how long before its moment a picture of --frames was exposed",
        1,
        10_000,
        250,
      ),
    )
    .addOption(
      new Option("--host-ppm <number>", "how far this machine's own clock can be wrong")
        .default(50)
        .argParser(hostPpm),
    )
    .addOption(
      new Option("--error-ppm <number>", "how much the simulated key's clock is fast")
        .default(0)
        .argParser(decimalNumber("--error-ppm")),
    )
    .addOption(ranged("--random <number>", "picks the simulated scene and noise", 0, 1e9, 1))
    .option(
      "--seed-file <file>",
      "file with the key's seed in hexadecimal digits: tells its offset, too",
    )
    .option("--json", "print what was found as JSON")
    .addHelpText("after", helpAfter)
    .action(watch);
}

const helpAfter = `
Each change of code lies between the last picture with the old code and the
first with the new one. Three changes or more tell how fast the key's clock is,
without its seed; the longer, the closer. From a camera this holds while its
pictures are read as fast as they come: leave the machine alone meanwhile.
Status 0: told. 1: nothing could be watched. 3: fewer than three changes were seen.

Examples:
  $ jeton-bench watch --simulated --error-ppm 200 --for 10m
  $ jeton-bench watch --camera /dev/video0 --for 24h --host-ppm 1
  $ jeton-bench watch --frames photos --period 30 --seed-file seed.hex`;

async function watch(options: WatchOptions): Promise<void> {
  const seed = options.seedFile === undefined ? null : seedIn(options.seedFile);
  const { watchFrames } = await import("../camera/watch-frames.ts");
  const { countPeriods } = await import("@jeton/glass");
  const isCamera = options.camera !== undefined;
  const ends = Date.now() + options.for;
  let isStopped = false;
  // Ctrl-C ends the watch and tells what was found so far.
  if (isCamera) {
    process.once("SIGINT", () => {
      isStopped = true;
    });
  }
  const watched = await watchFrames(await framesOf(options, seed), {
    layouts: options.layout,
    until: ({ to }) => isStopped || (isCamera && to >= ends),
    tell: (change) => process.stderr.write(`${changeWords(change)}\n`),
  });
  const counted = countPeriods(watched.changes, options.period);
  if (counted.length < 3) return tellTooFew(options, watched, counted);
  const { watchedDrift } = await import("../drift/watched-drift.ts");
  const hostPpm = options.simulated === true ? 0 : options.hostPpm;
  const found = watchedDrift(counted, options.period, { errorPpm: hostPpm });
  const { knownKey } = await import("../camera/known-key.ts");
  const digits = counted[0]?.after.length ?? 6;
  const parameters = orWrongUse(() => codeParameters({ periodSeconds: options.period, digits }));
  const known = seed === null ? null : knownKey(seed, parameters, counted);
  if (seed !== null && known === null) {
    throw new FailedError(
      "Cannot tell the key's offset: found codes that this seed does not make within two weeks; check --seed-file and --period",
    );
  }
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ ...found, known, frames: watched.frames, read: watched.read, changes: counted.length })}\n`
      : await words(watched, { counted, found, known }),
  );
}

async function framesOf(
  options: WatchOptions,
  seed: Uint8Array | null,
): Promise<AsyncIterable<Frame>> {
  const { frames, camera, simulated } = options;
  const named = [frames, camera, simulated].filter((each) => each !== undefined).length;
  if (named !== 1) {
    throw new UsageError(
      `Cannot watch a key: found ${named} of --frames, --camera and --simulated, wanted one`,
    );
  }
  if (frames !== undefined) {
    const { folderFrames } = await import("../camera/folder-frames.ts");
    return folderFrames(frames, options.delayMax);
  }
  if (camera !== undefined) {
    const { cameraFrames } = await import("../camera/camera-frames.ts");
    return cameraFrames(camera);
  }
  const { simulatedFrames } = await import("../camera/simulated-frames.ts");
  return simulatedFrames({
    seed: seed ?? new TextEncoder().encode("a key before a lens"),
    periodSeconds: options.period,
    digits: 6,
    errorPpm: options.errorPpm,
    offsetMilliseconds: 4321,
    began: Date.UTC(2026, 0, 1),
    milliseconds: options.for,
    random: options.random,
  });
}

function tellTooFew(
  options: WatchOptions,
  { frames, read }: Watched,
  counted: readonly CountedChange[],
): void {
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ drift: null, frames, read, changes: counted.length })}\n`
      : `Not known   ${counted.length} changes of code were seen well in ${frames} pictures, of which ${read} were read; three are needed.
            Watch longer, check --period (${options.period} s), or try one picture with "jeton-bench read".\n`,
  );
  process.exitCode = 3;
}

async function words(
  { frames, read, lowBattery }: Watched,
  {
    counted,
    found,
    known,
  }: {
    readonly counted: readonly CountedChange[];
    readonly found: WatchedDrift;
    readonly known: KnownKey | null;
  },
): Promise<string> {
  const { driftWords, partWords } = await import("../result/words.ts");
  const { keyVerdict, verdictWords } = await import("../drift/key-verdict.ts");
  const { drift, phase, phaseSlack } = found;
  const battery = lowBattery ? "            Its battery sign is on.\n" : "";
  return `Seen        ${counted.length} changes of code in ${frames} pictures, of which ${read} were read for sure
${battery}Clock       ${driftWords(drift)}
            ${partWords(drift)}.
            ${drift.isSteady ? "One constant error fits every change." : "No constant error fits every change: the key's clock wandered, or this machine's was set."}
Phase       ${(phase / 1000).toFixed(2)} ± ${(phaseSlack / 1000).toFixed(2)} s ahead of this machine's clock, but for whole codes
${known === null ? "" : await knownWords(known)}Verdict     ${verdictWords(keyVerdict(drift))}
`;
}

async function knownWords({ offset, offsetSteps, summary, believed }: KnownKey): Promise<string> {
  const { loginWords } = await import("../validator/login.ts");
  const span = (each: { readonly min: number; readonly max: number }): string =>
    `${(each.min / 1000).toFixed(2)} to ${(each.max / 1000).toFixed(2)} s`;
  const belief = believed === null ? "" : ` It believes ${span(believed)}.`;
  return `Offset      ${span(offset)}, ${offsetSteps} codes\nValidator   ${loginWords(summary)}${belief}\n`;
}

/** No code is written: it may still be valid. */
function changeWords({ from, to }: CodeChange): string {
  const middle = new Date((from + to) / 2).toISOString();
  return `${middle}  the code changed, ± ${((to - from) / 2).toFixed(0)} ms`;
}

function seedIn(file: string): Uint8Array {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`Cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? error}`);
  }
  return orWrongUse(() => parseSeedHex(text.trim()));
}
