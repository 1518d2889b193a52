import { type Command, CommanderError } from "commander";
import { FailedError, UsageError } from "./command-error.ts";
import { quoted } from "./options.ts";

/** 0 done, 1 refused or failed, 2 wrong use, 3 done and the answer is not known yet. */
export type ExitStatus = 0 | 1 | 2 | 3;

/**
 * Makes `program` complain in our words: what commander would print itself is worded below, help
 * and version go to standard output. Call it before commands are added, since they inherit it.
 */
export function speakOurWords(program: Command, version: string): Command {
  return program
    .version(version, "--version", "print the version")
    .helpOption("--help", "print this help")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .configureHelp({ showGlobalOptions: true });
}

let endsWithItsReader = true;

/**
 * Lets the process go on when nobody reads its standard output any more, as a server does whose
 * addresses were read by a script; any other command ends then, quietly.
 */
export function outliveReader(): void {
  endsWithItsReader = false;
}

/**
 * Runs `program` with these arguments and answers its exit status. What is wrong stands on standard
 * error, in one line; `isFailure` says which further errors are of the kind that a caller can mend,
 * such as a store that cannot be opened. Others are slips of ours and are thrown.
 */
export async function runProgram(
  program: Command,
  words: readonly string[],
  isFailure: (error: Error) => boolean | Promise<boolean> = () => false,
): Promise<ExitStatus> {
  // A reader that has seen enough, such as `head`, is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    if (endsWithItsReader) process.exit(0);
  });
  try {
    await program.parseAsync(words, { from: "user" });
    // A command that does not succeed says so there.
    const { exitCode } = process;
    return exitCode === 1 || exitCode === 3 ? exitCode : 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError) return complain(wrongUse(error, program, words), 2);
    if (error instanceof UsageError) return complain(error.message, 2);
    const isMendable =
      error instanceof FailedError || (error instanceof Error && (await isFailure(error)));
    if (isMendable) return complain(error.message, 1);
    throw error;
  }
}

function complain<Status extends 1 | 2>(message: string, status: Status): Status {
  process.stderr.write(`${message}\n`);
  return status;
}

/** Words commander's complaint as ours: what cannot be done, what was found, what was wanted. */
function wrongUse(error: CommanderError, program: Command, words: readonly string[]): string {
  const { command, rest } = commandNamed(program, words);
  const path = pathOf(command);
  if (command.commands.length > 0) {
    const found = rest[0] === undefined ? "no command" : `"${rest[0]}"`;
    const names = command.commands.map((each) => each.name()).join(", ");
    return `Cannot run ${path}: found ${found}, wanted ${names} or --help`;
  }
  const choice = choiceProblem(error.message);
  if (choice !== null) return choice;
  const found = error.message
    .replace(/^error: /, unknownBeside(error, command, rest))
    .replace(/\n\(Did you mean (.*)\?\)$/s, " (did you mean $1?)")
    .replace(/\.?(\n.*)?$/s, "")
    .replace(". Expected", ", expected")
    .replaceAll("'", '"');
  return `Cannot run ${path}: ${found}, wanted what "${path} --help" lists`;
}

/** Names an unknown option beside a mandatory one that is missing, which may be that one misspelt; else "". */
function unknownBeside(
  { code }: CommanderError,
  command: Command,
  words: readonly string[],
): string {
  if (code !== "commander.missingMandatoryOptionValue") return "";
  const known = new Set(command.options.map(({ long }) => long));
  const unknown = words
    .map((word) => /^--[\w-]+/.exec(word)?.[0])
    .find((word) => word !== undefined && !known.has(word));
  return unknown === undefined ? "" : `unknown option "${unknown}", and `;
}

/** Words it as an option's own reader would, when one of several words was wanted; else null. */
function choiceProblem(message: string): string | null {
  const ofOption = /^error: option '(?:-\w, )?(--[\w-]+)[^']*' argument '(.*)' is invalid\./s;
  const ofArgument = /^error: command-argument value '(.*)' is invalid for argument '(.*)'\./s;
  const [, choices] = / Allowed choices are (.*)\.$/s.exec(message) ?? [];
  if (choices === undefined) return null;
  const [, option, value] = ofOption.exec(message) ?? [];
  const [, word, argument] = ofArgument.exec(message) ?? [];
  const what = option ?? `<${argument}>`;
  return `Cannot read ${what}: found ${quoted(value ?? word ?? "")}, wanted one of ${choices}`;
}

function commandNamed(
  program: Command,
  words: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } {
  const [word, ...rest] = words;
  const named = program.commands.find((each) => each.name() === word);
  return named === undefined ? { command: program, rest: words } : commandNamed(named, rest);
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
