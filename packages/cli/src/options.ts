import {
  type Algorithm,
  algorithms,
  type CodeParameters,
  codeParameters,
  firstCounterMax,
  parseSeedHex,
} from "@jeton/core/units";
import { type Command, Option } from "commander";
import { orWrongUse, UsageError } from "./command-error.ts";

/** What `--period`, `--digits`, `--algorithm` and `--t0` give. */
export type ParameterOptions = {
  readonly period: number;
  readonly digits: number;
  readonly algorithm: Algorithm;
  readonly t0: number;
};

/** Adds the options that say how codes are made, the same for every command. */
export function addParameterOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--period <seconds>", "seconds that a code lasts")
        // RFC 6238 §5.2 recommends 30 s; the keys of the procedure have 60.
        .default(30, "30, as RFC 6238 recommends; many hardware keys have 60")
        .argParser(wholeNumber("--period")),
    )
    .addOption(
      new Option("--digits <number>", "digits of a code, 6 to 10")
        .default(6)
        .argParser(wholeNumber("--digits")),
    )
    .addOption(
      new Option("--algorithm <name>", "SHA-1, SHA-256 or SHA-512")
        .default("SHA-1")
        .argParser(algorithmNamed),
    )
    .addOption(
      new Option("--t0 <unix-seconds>", "moment at which step 0 begins")
        .default(0)
        .argParser(wholeNumber("--t0")),
    );
}

/** Returns the `--seed-hex` option. */
export function seedOption(description: string): Option {
  return new Option("--seed-hex <hex>", description).argParser((text) =>
    orWrongUse(() => parseSeedHex(text)),
  );
}

/** Returns the parameters that the options ask for. Throws UsageError out of range. */
export function parametersFrom(options: ParameterOptions): CodeParameters {
  return orWrongUse(() =>
    codeParameters({
      algorithm: options.algorithm,
      digits: options.digits,
      periodSeconds: options.period,
      t0Seconds: options.t0,
    }),
  );
}

/** Returns an option that may be given several times; `preset` says in words what none means. */
export function repeatedOption(flags: string, means: string, preset: string): Option {
  return new Option(flags, `${means}; may be repeated`)
    .default([], preset)
    .argParser((text, before: readonly string[]) => [...before, text]);
}

/** Returns a reader of whole numbers >= 0 for the option `name`. */
export function wholeNumber(name: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^[0-9]+$/.test(text) && Number.isSafeInteger(value)) return value;
    throw new UsageError(`Cannot read ${name}: found ${quoted(text)}, wanted a whole number >= 0`);
  };
}

/**
 * Returns a reader of whole numbers from `min` to `max` for the option `name`; `maxWords` says `max` in a
 * shorter way.
 */
export function wholeNumberWithin(
  name: string,
  min: number,
  max: number,
  maxWords: string = String(max),
): (text: string) => number {
  return (text) => {
    const isWhole = /^[0-9]+$/.test(text);
    const value = isWhole ? Number(text) : wholeNumber(name)(text);
    if (value >= min && value <= max) return value;
    throw new UsageError(
      `Cannot read ${name}: found ${text.slice(0, 40)}, wanted ${min} to ${maxWords}`,
    );
  };
}

/** Reads `--counter`: that of a counter key's next code. */
export function counterNumber(text: string): number {
  return wholeNumberWithin("--counter", 0, firstCounterMax, "2^52")(text);
}

/** Returns a reader of ports, 0 to 65535, for the option `name`. */
export function portNumber(name: string): (text: string) => number {
  return (text) => {
    const port = wholeNumber(name)(text);
    if (port <= 65_535) return port;
    throw new UsageError(`Cannot read ${name}: found ${port}, wanted a port from 0 to 65535`);
  };
}

/** Reads a directory; an empty name would silently be the present one. */
export function directoryNamed(text: string): string {
  if (text.trim() !== "") return text;
  throw new UsageError("Cannot read --data: found an empty name, wanted a directory");
}

/** Returns a reader of decimal numbers such as -2.5 for the option `name`. */
export function decimalNumber(name: string): (text: string) => number {
  return (text) => {
    if (/^[+-]?[0-9]{1,15}(\.[0-9]{1,9})?$/.test(text)) return Number(text);
    throw new UsageError(
      `Cannot read ${name}: found ${quoted(text)}, wanted a number such as 12 or -0.5`,
    );
  };
}

/** Returns `text` in quotes, on one line and short enough to be read. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function algorithmNamed(text: string): Algorithm {
  const found = algorithms.find((algorithm) => algorithm === text);
  if (found !== undefined) return found;
  throw new UsageError(
    `Cannot read --algorithm: found ${quoted(text)}, wanted one of ${algorithms.join(", ")}`,
  );
}
