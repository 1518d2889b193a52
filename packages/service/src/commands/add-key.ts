import {
  addParameterOptions,
  counterNumber,
  FailedError,
  orWrongUse,
  type ParameterOptions,
  parametersFrom,
  quoted,
  UsageError,
} from "@jeton/cli";
import { counterParameters, type KeyParameters, keyParameters, parseSeedHex } from "@jeton/core";
import { addKey } from "@jeton/validator/parts";
import { type Command, Option } from "commander";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";
import { readInput } from "./read-input.ts";

type AddOptions = InstallationFlags &
  ParameterOptions & {
    readonly seedFile: string;
    readonly counter?: number;
    readonly suite?: string;
  };

/** Defines `jeton keys add SERIAL`. */
export function defineAdd(command: Command): void {
  command
    .argument("<serial>", "the number on the key")
    .requiredOption("--seed-file <file>", "file with the seed in hexadecimal digits, - for stdin");
  addParameterOptions(command);
  command.addOption(
    new Option(
      "--counter <number>",
      "a key that counts (HOTP, or a suite with C): the counter of its next code, 0 for a new one; instead of --period and --t0",
    )
      .argParser(counterNumber)
      .conflicts(["period", "t0"]),
  );
  command.addOption(
    new Option(
      "--suite <text>",
      "a key with a keypad that answers challenges (OCRA, RFC 6287), such as OCRA-1:HOTP-SHA256-8:C-QN08: says all but the counter",
    ).conflicts(["period", "t0", "digits", "algorithm"]),
  );
  addInstallationOptions(command).action(async (serial: string, options: AddOptions) => {
    const { counter } = options;
    const parameters = orWrongUse(() => makeOf(options));
    const content = Buffer.from(readInput(options.seedFile)).toString("utf8");
    const seed = orWrongUse(() => parseSeedHex(content.trim()));
    const added = await withInstallation({ ...options, mayCreate: true }, async (ports) =>
      addKey(
        ports,
        { serial, seed, parameters, ...(counter !== undefined && { counter }) },
        terminalActor(),
      ).catch(rangeAsWrongUse),
    );
    if (!added) throw new FailedError(`Cannot add key ${quoted(serial)}: it is there already`);
    console.log(`Key ${serial} is in stock.`);
  });
}

function makeOf({ counter, suite, ...options }: AddOptions): KeyParameters {
  if (suite !== undefined) return keyParameters({ suite });
  const { algorithm, digits, ...clock } = parametersFrom(options);
  return counter === undefined
    ? keyParameters({ algorithm, digits, ...clock })
    : counterParameters({ algorithm, digits });
}

function rangeAsWrongUse(error: unknown): never {
  if (error instanceof RangeError) throw new UsageError(error.message);
  throw error;
}
