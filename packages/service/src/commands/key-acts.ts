import { FailedError, quoted, UsageError } from "@jeton/cli";
import { type HelpDeskAct, holderIdentifier } from "@jeton/core";
import { type AssignDecision, changeKey, closedFirstUse } from "@jeton/validator/parts";
import type { Command } from "commander";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";

export type ActFlags = InstallationFlags & { readonly json?: true };

type AssignFlags = ActFlags & { readonly untilHandOver?: true };

/** An act that needs no more than a key. */
export type SimpleAct = Exclude<HelpDeskAct["kind"], "assign" | "hand-over">;

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
    const firstUse = options.untilHandOver ? { firstUse: closedFirstUse } : {};
    return act(serial, { kind: "assign", holder, ...firstUse }, options);
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

/** Says that an act was done; throws FailedError, after `--json` was printed, when it was not. */
export function sayAct(
  { serial, act }: { readonly serial: string; readonly act: string },
  decision: AssignDecision,
  json: boolean,
): void {
  if (json) {
    const state = decision.kind === "impossible" ? { state: decision.state } : {};
    console.log(JSON.stringify({ serial, act, result: decision.kind, ...state }));
    if (decision.kind !== "done") process.exitCode = 1;
    return;
  }
  switch (decision.kind) {
    case "done":
      console.log(`Key ${serial}: ${act} done.`);
      return;
    case "unknown-key":
      throw new FailedError(`Cannot ${act} key ${quoted(serial)}: there is no such key`);
    case "impossible":
      throw new FailedError(
        `Cannot ${act} key ${quoted(serial)}: not possible while it is ${decision.state}`,
      );
    case "holder-taken":
      throw new FailedError(
        `Cannot ${act} key ${quoted(serial)}: its holder has another key, see jeton holders show or use jeton keys replace`,
      );
    default:
      decision satisfies never;
  }
}

async function act(serial: string, what: HelpDeskAct, options: ActFlags): Promise<void> {
  const decision = await withInstallation(options, (ports) =>
    changeKey(ports, serial, what, terminalActor()),
  );
  sayAct({ serial, act: what.kind }, decision, options.json === true);
}
