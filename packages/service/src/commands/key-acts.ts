import { FailedError, quoted, UsageError } from "@jeton/cli";
import { type HelpDeskAct, holderIdentifier } from "@jeton/core";
import type { Command } from "commander";
import { closedFirstUse } from "../admin/first-use.ts";
import { type AssignDecision, changeKey } from "../keys.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";

export type ActFlags = InstallationFlags & { readonly json?: true };

type AssignFlags = ActFlags & { readonly untilHandOver?: true };

/** Adds the acts that need no more than a key: `assign`, `clear-pin`, `unlock`, … */
export function addKeyActs(keys: Command): void {
  const assign = keys
    .command("assign")
    .description("assign a key in stock to a holder")
    .argument("<serial>")
    .argument("<identifier>")
    .option("--until-hand-over", "it cannot be used before jeton keys hand-over");
  addActOptions(assign).action((serial: string, identifier: string, options: AssignFlags) => {
    const holder = holderIdentifier(identifier);
    if (holder === null) {
      throw new UsageError(
        `Cannot use ${quoted(identifier)} as an identifier: wanted 1 to 128 characters, no blanks`,
      );
    }
    const firstUse = options.untilHandOver ? { firstUse: closedFirstUse } : {};
    return act(serial, { kind: "assign", holder, ...firstUse }, options);
  });
  for (const [kind, description] of simpleActs) {
    const command = keys.command(kind).description(description).argument("<serial>");
    addActOptions(command).action((serial: string, options: ActFlags) =>
      act(serial, { kind }, options),
    );
  }
}

const simpleActs: readonly (readonly [
  Exclude<HelpDeskAct["kind"], "assign" | "hand-over">,
  string,
])[] = [
  ["clear-pin", "forget the PIN: the holder commissions the key again"],
  ["unlock", "forget the failures, so that the key can be used at once"],
  ["suspend", "refuse the key until it is resumed"],
  ["resume", "take a suspended key back into service"],
  ["lose", "take a lost key from its holder; assign it again if it is found"],
  ["retire", "take a key out of use for ever"],
];

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
