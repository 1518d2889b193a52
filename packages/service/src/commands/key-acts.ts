import { FailedError, quoted, UsageError } from "@jeton/cli";
import { holderIdentifier } from "@jeton/core";
import {
  type ActOutcome,
  actOnStoredKey,
  type KeyAct,
  type SimpleAct,
} from "@jeton/validator/parts";
import type { Command } from "commander";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";

export type ActFlags = InstallationFlags & { readonly json?: true };

type AssignFlags = ActFlags & { readonly untilHandOver?: true };

/** Defines `jeton keys assign SERIAL IDENTIFIER`. */
export function defineAssign(command: Command): void {
  command
    .argument("<serial>")
    .argument("<identifier>")
    .option("--until-hand-over", "it cannot be used before jeton keys hand-over");
  addActOptions(command).action((serial: string, identifier: string, options: AssignFlags) => {
    const holder = holderIdentifier(identifier);
    if (holder === null) {
      throw new UsageError(
        `Cannot use ${quoted(identifier)} as an identifier: wanted 1 to 128 characters, no blanks`,
      );
    }
    const untilHandOver = options.untilHandOver === true;
    return act(serial, { kind: "assign", holder, untilHandOver }, options);
  });
}

/** Defines `jeton keys KIND SERIAL`. */
export function defineSimpleAct(command: Command, kind: SimpleAct): void {
  command.argument("<serial>");
  addActOptions(command).action((serial: string, options: ActFlags) =>
    act(serial, { kind }, options),
  );
}

/** Adds `--data` and `--json`. */
export function addActOptions(command: Command): Command {
  return addInstallationOptions(command).option("--json", "print { serial, act, result }");
}

/** Does an act to a key of the installation, for who is at the terminal. */
export function actAtTerminal(
  serial: string,
  act: KeyAct,
  options: InstallationFlags,
): Promise<ActOutcome> {
  return withInstallation(options, (ports) => actOnStoredKey(ports, serial, act, terminalActor()));
}

/** Returns what hinders every act alike, in a sentence that ends the one about this act. */
export function hindrance(
  outcome: Extract<ActOutcome, { readonly kind: "unknown-key" | "impossible" }>,
): string {
  return outcome.kind === "unknown-key"
    ? "there is no such key"
    : `not possible while it is ${outcome.state}`;
}

/** Returns the error for an outcome that only another act has. */
export function outcomeOfAnotherAct(act: string, { kind }: ActOutcome): TypeError {
  return new TypeError(`Cannot say what became of ${act}: found ${kind}`);
}

async function act(serial: string, what: KeyAct, options: ActFlags): Promise<void> {
  const outcome = await actAtTerminal(serial, what, options);
  printAct({ serial, act: what.kind }, outcome, options.json === true);
}

/** Says that an act was done; throws FailedError, after `--json` was printed, when it was not. */
export function printAct(
  { serial, act }: { readonly serial: string; readonly act: string },
  outcome: ActOutcome,
  json: boolean,
): void {
  if (json) {
    const state = outcome.kind === "impossible" ? { state: outcome.state } : {};
    console.log(JSON.stringify({ serial, act, result: outcome.kind, ...state }));
    if (outcome.kind !== "done") process.exitCode = 1;
    return;
  }
  switch (outcome.kind) {
    case "done":
      console.log(`Key ${serial}: ${act} done.`);
      return;
    case "unknown-key":
    case "impossible":
      throw new FailedError(`Cannot ${act} key ${quoted(serial)}: ${hindrance(outcome)}`);
    case "holder-taken":
      throw new FailedError(
        `Cannot ${act} key ${quoted(serial)}: its holder has another key, see jeton holders show or use jeton keys replace`,
      );
    case "half-done":
    case "not-found":
    case "used":
    case "spent":
      throw outcomeOfAnotherAct(act, outcome);
    default:
      outcome satisfies never;
  }
}
