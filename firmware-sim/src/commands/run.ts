import { randomBytes } from "node:crypto";
import {
  addParameterOptions,
  decimalNumber,
  orWrongUse,
  type ParameterOptions,
  parametersFrom,
  seedOption,
  UsageError,
} from "@jeton/cli";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Command, Option } from "commander";
import { SimulatedKey } from "../key/simulated-key.ts";
import { printNewCodes } from "./run-in-pipe.ts";
import { showLivingLcd } from "./run-in-terminal.ts";

type RunOptions = ParameterOptions & {
  readonly seedHex?: Uint8Array;
  readonly showSeed?: true;
  readonly serial: string;
  readonly offset: number;
  readonly ppm: number;
  readonly ascii?: true;
  readonly json?: true;
};

/** Adds `jeton-sim run`: a living key. */
export function addRunCommand(program: Command): void {
  const command = program
    .command("run")
    .description("run a key: its living display, or in a pipe one line for each new code")
    .addOption(seedOption("the key's seed (default: 20 random bytes)"))
    .option("--show-seed", "print the seed, a secret, on standard error and under the display")
    .option("--serial <serial>", "the key's serial number", "000000001")
    .addOption(
      new Option("--offset <seconds>", "how far the key's clock is ahead, to the millisecond")
        .default(0)
        .argParser(decimalNumber("--offset")),
    )
    .addOption(
      new Option("--ppm <number>", "how much the key's clock runs fast, -5000 to 5000")
        .default(0)
        .argParser(decimalNumber("--ppm")),
    );
  addParameterOptions(command)
    .option("--ascii", "draw with ASCII characters only")
    .option("--json", "print one JSON object a line instead of a display")
    .addHelpText(
      "after",
      `
In a terminal q or Ctrl-C quits. NO_COLOR=1 draws without colour.

Examples:
  $ jeton-sim run
  $ jeton-sim run --period 60 --offset -2.5 --ppm 20 --show-seed
  $ jeton-sim run | tee codes.log`,
    )
    .action(run);
}

async function run(options: RunOptions): Promise<void> {
  const seed = options.seedHex ?? randomBytes(20);
  const key = orWrongUse(
    () =>
      new SimulatedKey({
        serial: options.serial,
        seed,
        parameters: parametersFrom(options),
        offsetMilliseconds: wholeMilliseconds(options.offset),
        ratePpm: options.ppm,
      }),
  );
  if (options.showSeed === true) process.stderr.write(`Seed (secret): ${bytesToHex(seed)}\n`);
  if (process.stdout.isTTY && options.json !== true) {
    await showLivingLcd(key, {
      characters: options.ascii === true ? "ascii" : "unicode",
      colour: (process.env.NO_COLOR ?? "") === "" && process.env.TERM !== "dumb",
      seedHex: options.showSeed === true ? bytesToHex(seed) : null,
    });
  } else {
    await printNewCodes(key, { json: options.json === true });
  }
}

function wholeMilliseconds(seconds: number): number {
  const milliseconds = Math.round(seconds * 1000);
  if (Math.abs(milliseconds - seconds * 1000) < 1e-6) return milliseconds;
  throw new UsageError(
    `Cannot read --offset: found ${seconds}, wanted seconds with at most three decimals`,
  );
}
