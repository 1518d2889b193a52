import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  addParameterOptions,
  decimalNumber,
  FailedError,
  orWrongUse,
  type ParameterOptions,
  parametersFrom,
  quoted,
  repeatedOption,
  seedOption,
  UsageError,
  wholeNumber,
} from "@jeton/cli";
import {
  drawQuartz,
  faultTable,
  parseFault,
  SimulatedKey,
  seededRandom,
  type TemperatureProfile,
  type TemperatureProfileName,
  temperatureProfiles,
} from "@jeton/key";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Command, Option } from "commander";
import { HouseTime, type TimeMode } from "../time/house-time.ts";
import { readTemperatureCsv, TemperatureFileError } from "./temperature-csv.ts";
import { timeOption } from "./time-option.ts";

/** The options of `addKeyOptions`, as commander gives them. */
export type KeyOptions = ParameterOptions & {
  readonly seedHex?: Uint8Array;
  readonly showSeed?: true;
  readonly serial: string;
  readonly offset: number;
  readonly errorPpm: number;
  readonly crystal?: number;
  readonly temperature?: string;
  readonly button?: number;
  readonly selfTest: number;
  readonly fault: readonly string[];
  readonly time: TimeMode | null;
};

/** A key of the command line, with its time and, where it is to be shown, its seed. */
export type KeyOfOptions = {
  readonly key: SimulatedKey;
  readonly time: HouseTime;
  readonly shownSeedHex: string | null;
};

/** Adds what says of which make a living key is, and in which time and condition it lives. */
export function addKeyOptions(command: Command): Command {
  command
    .addOption(seedOption("the key's seed (default: 20 random bytes)"))
    .option("--show-seed", "print the seed, a secret, on standard error and under the display")
    .option("--serial <serial>", "the key's serial number", "000000001")
    .addOption(
      new Option("--offset <seconds>", "how far the key's clock is ahead, to the millisecond")
        .default(0)
        .argParser(decimalNumber("--offset")),
    )
    .addOption(
      new Option(
        "--error-ppm <number>",
        "tolerance of the crystal: how much it runs fast, -5000 to 5000",
      )
        .default(0)
        .argParser(decimalNumber("--error-ppm")),
    )
    .addOption(
      new Option(
        "--crystal <number>",
        "draw a crystal that feels temperature, age and wander (default: a perfect one)",
      ).argParser(wholeNumber("--crystal")),
    )
    .option(
      "--temperature <where>",
      `°C, a place (${Object.keys(temperatureProfiles).join(", ")}), or a CSV file of moments and °C`,
    )
    .addOption(
      new Option(
        "--button <seconds>",
        "the display is dark and shows its code for so long after a press (default: always on)",
      ).argParser(decimalNumber("--button")),
    )
    .addOption(
      new Option("--self-test <seconds>", "show all segments for so long at power-up")
        .default(0)
        .argParser(decimalNumber("--self-test")),
    )
    .addOption(repeatedOption("--fault <name:values>", "a fault from the start", "none"))
    .addOption(timeOption());
  return addParameterOptions(command);
}

/** Returns the list of faults, for a command's help. */
export function faultsHelp(): string {
  const width = Math.max(...faultTable.map(({ name }) => name.length));
  const faults = faultTable.map(({ name, effect, parameters }) => {
    const values = parameters.map((parameter) => `${parameter.name}: ${parameter.means}`);
    return `  ${name.padEnd(width)}  ${effect}${values.length === 0 ? "" : ` (${values.join("; ")})`}`;
  });
  return `Faults, such as --fault clock-jump:seconds=-90; values left out are drawn:
${faults.join("\n")}`;
}

/** Returns the key that the options ask for, and says its seed on standard error where that was wanted. */
export function keyOfOptions(options: KeyOptions): KeyOfOptions {
  const seed = options.seedHex ?? new Uint8Array(randomBytes(20));
  const temperature = temperatureFrom(options.temperature);
  const time = orWrongUse(() => new HouseTime(options.time ?? { kind: "real" }));
  const key = orWrongUse(() => keyFrom(options, { seed, time, temperature }));
  const shownSeedHex = options.showSeed === true ? bytesToHex(seed) : null;
  if (shownSeedHex !== null) process.stderr.write(`Seed (secret): ${shownSeedHex}\n`);
  return { key, time, shownSeedHex };
}

function keyFrom(
  options: KeyOptions,
  given: {
    readonly seed: Uint8Array;
    readonly time: HouseTime;
    readonly temperature: TemperatureProfile | null;
  },
): SimulatedKey {
  const { crystal, button } = options;
  const { source } = given.time;
  const drawn = crystal === undefined ? null : drawQuartz(crystal, { bornAt: source.now() });
  const display =
    button === undefined
      ? ({ kind: "always-on" } as const)
      : ({ kind: "button", shownMilliseconds: wholeMilliseconds("--button", button) } as const);
  const key = new SimulatedKey({
    serial: options.serial,
    seed: given.seed,
    parameters: parametersFrom(options),
    program: {
      display,
      selfTestMilliseconds: wholeMilliseconds("--self-test", options.selfTest),
    },
    timeSource: source,
    offsetMilliseconds: wholeMilliseconds("--offset", options.offset),
    ratePpm: options.errorPpm + (drawn?.ratePpm ?? 0),
    ...(drawn !== null && { quartz: drawn.quartz }),
    randomSeed: randomBytes(4).readUInt32LE(),
  });
  if (given.temperature !== null) key.setTemperature(given.temperature);
  for (const text of options.fault) {
    const struck = { parameters: key.parameters, seedBytes: given.seed.length };
    const { name, ...values } = parseFault(
      text,
      struck,
      seededRandom(randomBytes(4).readUInt32LE()),
    );
    key.inject(name, values);
  }
  return key;
}

function temperatureFrom(where: string | undefined): TemperatureProfile | null {
  if (where === undefined) return null;
  if (/^-?\d+(\.\d+)?$/.test(where)) return { kind: "constant", celsius: Number(where) };
  if (Object.hasOwn(temperatureProfiles, where)) {
    return temperatureProfiles[where as TemperatureProfileName];
  }
  try {
    return readTemperatureCsv(readFileSync(where, "utf8"));
  } catch (cause) {
    if (cause instanceof TemperatureFileError) {
      throw new FailedError(`${cause.message} in ${quoted(where)}`, { cause });
    }
    const places = Object.keys(temperatureProfiles).join(", ");
    throw new UsageError(
      `Cannot read --temperature: found ${quoted(where)}, wanted °C, one of ${places}, or a CSV file`,
    );
  }
}

function wholeMilliseconds(option: string, seconds: number): number {
  const milliseconds = Math.round(seconds * 1000);
  if (Math.abs(milliseconds - seconds * 1000) < 1e-6) return milliseconds;
  throw new UsageError(
    `Cannot read ${option}: found ${seconds}, wanted seconds with at most three decimals`,
  );
}
