import { parseArgs } from "node:util";

/** An option of a program. `value` names its value in the usage. */
export type ProgramOption = { readonly help: string } & (
  | { readonly kind: "flag" }
  | { readonly kind: "text"; readonly value: string; readonly oneOf?: readonly string[] }
  | {
      readonly kind: "number";
      readonly value: string;
      readonly min: number;
      readonly max?: number;
      /** Whether it may have decimals. Default: it is a whole one. */
      readonly isDecimal?: boolean;
    }
);

/** A program that `npm run` starts. */
export type Program<Options> = {
  /** The name of its script in package.json. */
  readonly script: string;
  /** What it does, in whole sentences. */
  readonly does: string;
  readonly options: Options;
  /** What each exit status means. */
  readonly status: string;
};

/** What was given; undefined for what was not. */
export type OptionValues<Options extends { readonly [name: string]: ProgramOption }> = {
  readonly [Name in keyof Options]: Options[Name]["kind"] extends "flag"
    ? boolean
    : (Options[Name]["kind"] extends "number" ? number : string) | undefined;
};

/** What becomes of the words after a program's name. */
export type ReadOptions<Values> =
  | { readonly kind: "run"; readonly values: Values }
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "wrong"; readonly problem: string };

/**
 * Returns what the options of a program say. Ends the process after `--help`, with status 0, and after
 * anything that the usage does not list, with status 2: nothing was started then.
 */
export function programOptions<const Options extends { readonly [name: string]: ProgramOption }>(
  program: Program<Options>,
): OptionValues<Options> {
  const read = readOptions(program, process.argv.slice(2));
  if (read.kind === "run") return read.values;
  if (read.kind === "help") process.stdout.write(read.text);
  else process.stderr.write(`${read.problem}\n`);
  process.exit(read.kind === "help" ? 0 : 2);
}

/** Reads `words` by the options of `program`. */
export function readOptions<const Options extends { readonly [name: string]: ProgramOption }>(
  program: Program<Options>,
  words: readonly string[],
): ReadOptions<OptionValues<Options>> {
  const command = `npm run ${program.script}`;
  const wrong = (problem: string) =>
    ({ kind: "wrong", problem: `Cannot run ${command}: ${problem}` }) as const;
  const known = Object.entries<ProgramOption>(program.options);
  let given: { readonly [name: string]: string | boolean | undefined };
  try {
    const type = (kind: ProgramOption["kind"]) => (kind === "flag" ? "boolean" : "string");
    given = parseArgs({
      args: [...words],
      options: {
        help: { type: "boolean" },
        ...Object.fromEntries(known.map(([name, { kind }]) => [name, { type: type(kind) }])),
      },
    }).values;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const [found = ""] = said.replaceAll("'", '"').split(/\.(?: |$)|\n/u);
    const problem = found.charAt(0).toLowerCase() + found.slice(1);
    return wrong(`${problem}, wanted what "${command} -- --help" lists`);
  }
  if (given.help === true) return { kind: "help", text: usageOf(program) };
  const values: { [name: string]: string | number | boolean | undefined } = {};
  for (const [name, option] of known) {
    const text = given[name];
    values[name] = option.kind === "flag" ? text === true : text;
    if (typeof text !== "string") continue;
    if (option.kind === "number") values[name] = Number(text);
    const wanted = wantedInsteadOf(text, option);
    if (wanted !== null) return wrong(`found --${name} "${text}", wanted ${wanted}`);
  }
  return { kind: "run", values: values as OptionValues<Options> };
}

/** Returns what was wanted in place of a value; null for one that can be used. */
function wantedInsteadOf(text: string, option: ProgramOption): string | null {
  if (option.kind === "text") {
    const { oneOf } = option;
    return oneOf === undefined || oneOf.includes(text) ? null : oneOf.join(", ");
  }
  if (option.kind === "flag") return null;
  const { min, max = Number.MAX_SAFE_INTEGER, isDecimal = false } = option;
  const value = Number(text);
  const form = isDecimal ? /^\d+(?:\.\d+)?$/u : /^\d+$/u;
  if (form.test(text) && value >= min && value <= max) return null;
  const range = option.max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
  return `a ${isDecimal ? "" : "whole "}number ${range}`;
}

function usageOf({ script, does, options, status }: Program<object>): string {
  const all: [string, ProgramOption][] = [
    ...Object.entries(options),
    ["help", { kind: "flag", help: "print this text, start nothing" }],
  ];
  const rows = all.map(([name, option]) => [
    option.kind === "flag" ? `--${name}` : `--${name} ${option.value}`,
    option.help,
  ]);
  const width = Math.max(...rows.map(([left = ""]) => left.length));
  const lines = rows.map(([left = "", right = ""]) => `  ${left.padEnd(width)}  ${right}`);
  return `Usage: npm run ${script} -- [options]\n\n${does}\n\n${lines.join("\n")}\n\nExit status: ${status}\n`;
}
