import {
  type CodeForm,
  type CodeParameters,
  counterParameters,
  stepAt,
  stepStartsAt,
  type TimeStep,
  timeStep,
} from "@jeton/core/units";
import { type Command, Option } from "commander";
import { orWrongUse, UsageError } from "./command-error.ts";
import { momentAtSeconds } from "./moment.ts";
import {
  addParameterOptions,
  counterNumber,
  type ParameterOptions,
  parametersFrom,
  seedOption,
  wholeNumber,
} from "./options.ts";

/** Returns the code of a step or a counter. Key and validator each bring their own route to it. */
export type CodeRoute = (seed: Uint8Array, parameters: CodeForm) => (step: TimeStep) => string;

const countMax = 1_000_000;

type CodeOptions = ParameterOptions & {
  readonly seedHex: Uint8Array;
  readonly at?: number;
  readonly counter?: number;
  readonly count: number;
  readonly json?: true;
};

/**
 * Adds `code`: codes from a moment or a counter on, one a line. Two of our commands have it, flag for flag. The
 * route is loaded when a code is wanted.
 */
export function addCodeCommand(
  program: Command,
  how: { readonly description: string; readonly route: () => Promise<CodeRoute> },
): void {
  const command = program
    .command("code")
    .description(how.description)
    .addOption(
      seedOption("the key's seed; other users of this machine may see it").makeOptionMandatory(),
    )
    .addOption(
      new Option("--at <unix-seconds>", "the moment of the first code").argParser(
        wholeNumber("--at"),
      ),
    )
    .addOption(
      new Option(
        "--counter <number>",
        "of a key with a button (HOTP): the counter of the first code, instead of --at",
      )
        .argParser(counterNumber)
        .conflicts(["at", "period", "t0"]),
    )
    .addOption(
      new Option("--count <number>", `how many codes, 1 to ${countMax}`)
        .default(1)
        .argParser(wholeNumber("--count")),
    );
  addParameterOptions(command)
    .option(
      "--json",
      "print an array of { step, from, code }, or with --counter of { counter, code }",
    )
    .addHelpText(
      "after",
      `
Example (RFC 6238, appendix B):
  $ ${program.name()} code --seed-hex 3132333435363738393031323334353637383930 --at 59 --digits 8
  94287082
And of a key with a button (RFC 4226, appendix D):
  $ ${program.name()} code --seed-hex 3132333435363738393031323334353637383930 --counter 0
  755224`,
    )
    .action(async (options: CodeOptions) => {
      process.stdout.write(printed(options, await how.route()));
    });
}

function printed(options: CodeOptions, route: CodeRoute): string {
  const codes = codesFrom(options, route);
  if (options.json === true) return `${JSON.stringify(codes)}\n`;
  return codes.map(({ code }) => `${code}\n`).join("");
}

function codesFrom(options: CodeOptions, route: CodeRoute): readonly { readonly code: string }[] {
  const { at, counter, count, digits, algorithm } = options;
  if (count < 1 || count > countMax) {
    throw new UsageError(
      `Cannot read --count: found ${count}, wanted a whole number from 1 to ${countMax}`,
    );
  }
  const rows = <Row>(first: number, row: (step: TimeStep) => Row) =>
    Array.from({ length: count }, (_, index) => orWrongUse(() => row(timeStep(first + index))));
  if (counter !== undefined) {
    const parameters = orWrongUse(() => counterParameters({ digits, algorithm }));
    const codeOf = route(options.seedHex, parameters);
    return rows(counter, (step) => ({ counter: step, code: codeOf(step) }));
  }
  if (at === undefined) {
    throw new UsageError(
      "Cannot show a code: found neither --at nor --counter, wanted one of them",
    );
  }
  const parameters = parametersFrom(options);
  const codeOf = route(options.seedHex, parameters);
  return rows(firstStep(at, parameters), (step) => ({
    step,
    from: stepStartsAt(step, parameters) / 1000,
    code: codeOf(step),
  }));
}

function firstStep(at: number, parameters: CodeParameters): TimeStep {
  const first = stepAt(momentAtSeconds(at), parameters);
  if (first !== null) return first;
  const { t0Seconds } = parameters;
  throw new UsageError(
    `Cannot show a code: --at ${at} lies before T0, wanted ${t0Seconds} or later`,
  );
}
