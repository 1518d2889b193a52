import { FailedError, quoted } from "@jeton/cli";
import { resynchroniseKey } from "@jeton/validator/parts";
import type { Command } from "commander";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";

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
      const decision = await withInstallation(options, (ports) =>
        resynchroniseKey(ports, serial, { first, second }, terminalActor()),
      );
      if (options.json) {
        console.log(JSON.stringify(decision));
        if (decision.kind !== "resynchronised") process.exitCode = 1;
        return;
      }
      switch (decision.kind) {
        case "resynchronised":
          console.log(
            `Key ${serial}: found, ${steps(decision.offsetSteps)}. The next code passes.`,
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
            `Cannot resynchronise key ${quoted(serial)}: its clock went back (${steps(decision.offsetSteps)}) behind codes that were used, replace the key`,
          );
        case "impossible":
          throw new FailedError(
            `Cannot resynchronise key ${quoted(serial)}: not possible while it is ${decision.state}`,
          );
        case "unknown-key":
          throw new FailedError(`Cannot resynchronise key ${quoted(serial)}: there is no such key`);
        default:
          return decision satisfies never;
      }
    });
}

function steps(offset: number): string {
  if (offset === 0) return "in step with the server";
  const count = `${Math.abs(offset)} step${Math.abs(offset) === 1 ? "" : "s"}`;
  return `${count} ${offset > 0 ? "ahead of" : "behind"} the server`;
}
