import { FailedError, quoted } from "@jeton/cli";
import type { ActOutcome } from "@jeton/validator/parts";
import type { Command } from "commander";
import { addInstallationOptions, type InstallationFlags } from "./installation.ts";
import { actAtTerminal, hindrance, outcomeOfAnotherAct } from "./key-acts.ts";

type Options = InstallationFlags & { readonly json?: true };

/** Defines `jeton keys resynchronise SERIAL FIRST SECOND`. */
export function defineResynchronise(command: Command): void {
  command
    .argument("<serial>")
    .argument("<first>", "the code on the display")
    .argument("<second>", "the code after it");
  addInstallationOptions(command)
    .option("--json", "print the decision as JSON")
    .action(async (serial: string, first: string, second: string, options: Options) => {
      const act = { kind: "resynchronise", first, second } as const;
      const outcome = await actAtTerminal(serial, act, options);
      if (options.json) {
        console.log(JSON.stringify(jsonOf(outcome)));
        if (outcome.kind !== "done") process.exitCode = 1;
        return;
      }
      switch (outcome.kind) {
        case "done":
          console.log(
            `Key ${serial}: found, ${steps(outcome.offsetSteps ?? 0)}. The next code passes.`,
          );
          return;
        case "not-found":
          throw new FailedError(
            `Cannot resynchronise key ${quoted(serial)}: these are no two consecutive codes of it near now, read both again`,
          );
        case "used":
          throw new FailedError(
            `Cannot resynchronise key ${quoted(serial)}: these codes were used already, wait for the next code and read two new ones`,
          );
        case "spent":
          throw new FailedError(
            `Cannot resynchronise key ${quoted(serial)}: its clock went back (${steps(outcome.offsetSteps)}) behind codes that were used, replace the key`,
          );
        case "impossible":
        case "unknown-key":
          throw new FailedError(
            `Cannot resynchronise key ${quoted(serial)}: ${hindrance(outcome)}`,
          );
        case "half-done":
        case "holder-taken":
          throw outcomeOfAnotherAct(act.kind, outcome);
        default:
          outcome satisfies never;
      }
    });
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
