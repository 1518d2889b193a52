import { FailedError, quoted } from "@jeton/cli";
import { isCounterBased } from "@jeton/core";
import { type ActOutcome, actOnStoredKey, loadKey } from "@jeton/validator/parts";
import type { Command } from "commander";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";
import { hindrance, outcomeOfAnotherAct } from "./key-acts.ts";

type Options = InstallationFlags & { readonly json?: true };

/** Defines `jeton keys resynchronise SERIAL FIRST SECOND`. */
export function defineResynchronise(command: Command): void {
  command
    .argument("<serial>")
    .argument("<first>", "the code on the display; of a key with a button, that of a press")
    .argument("<second>", "the code after it; of a key with a button, that of the next press");
  addInstallationOptions(command)
    .option("--json", "print the decision as JSON")
    .action(async (serial: string, first: string, second: string, options: Options) => {
      const act = { kind: "resynchronise", first, second } as const;
      const { outcome, isCounter } = await withInstallation(options, async (ports) => {
        const parameters = (await loadKey(ports, serial))?.record.parameters;
        return {
          isCounter: parameters !== undefined && isCounterBased(parameters),
          outcome: await actOnStoredKey(ports, serial, act, terminalActor()),
        };
      });
      if (!options.json) {
        console.log(`Key ${serial}: ${foundWords(serial, outcome, isCounter)}`);
        return;
      }
      console.log(JSON.stringify(jsonOf(outcome)));
      if (outcome.kind !== "done") process.exitCode = 1;
    });
}

/** Returns what was found. Throws FailedError when nothing was. */
function foundWords(serial: string, outcome: ActOutcome, isCounter: boolean): string {
  const failed = (why: string) =>
    new FailedError(`Cannot resynchronise key ${quoted(serial)}: ${why}`);
  switch (outcome.kind) {
    case "done": {
      const offset = outcome.offsetSteps ?? 0;
      return isCounter
        ? `found, ${presses(offset)}. The code of the next press passes.`
        : `found, ${steps(offset)}. The next code passes.`;
    }
    case "not-found":
      throw failed(
        isCounter
          ? "these are no two consecutive codes of it, or lie too many presses ahead; press its button and read two others"
          : "these are no two consecutive codes of it near now, read both again",
      );
    case "used":
      throw failed(
        isCounter
          ? "these codes were used already, press its button and read the two codes that come then"
          : "these codes were used already, wait for the next code and read two new ones",
      );
    case "spent":
      throw failed(
        `its clock went back (${steps(outcome.offsetSteps)}) behind codes that were used, replace the key`,
      );
    case "impossible":
    case "unknown-key":
      throw failed(hindrance(outcome));
    case "half-done":
    case "holder-taken":
      throw outcomeOfAnotherAct("resynchronise", outcome);
    default:
      return outcome satisfies never;
  }
}

/** Returns what `--json` prints. */
function jsonOf(outcome: ActOutcome): object {
  if (outcome.kind === "done") {
    const { step, offsetSteps } = outcome;
    return { kind: "resynchronised", step, offsetSteps };
  }
  if (outcome.kind === "impossible") return { kind: outcome.kind, state: outcome.state };
  return outcome.kind === "unknown-key" ? { kind: outcome.kind } : outcome;
}

function steps(offset: number): string {
  if (offset === 0) return "in step with the server";
  const count = `${Math.abs(offset)} step${Math.abs(offset) === 1 ? "" : "s"}`;
  return `${count} ${offset > 0 ? "ahead of" : "behind"} the server`;
}

/** One behind: the first code was spent by a log-in that failed. */
function presses(offset: number): string {
  if (offset <= 0) return "its counter where it was believed to be";
  return `its button was pressed ${offset === 1 ? "once" : `${offset} times`} without a log-in`;
}
