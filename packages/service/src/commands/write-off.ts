import { FailedError, quoted } from "@jeton/cli";
import { writeOffKey } from "@jeton/validator/parts";
import type { Command } from "commander";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";

/** Defines `jeton keys write-off`. */
export function defineWriteOff(command: Command): void {
  addInstallationOptions(command.argument("<serial>"))
    .addHelpText(
      "after",
      `
For a key whose stored record was edited: "jeton keys list" calls it damaged. First find out what
happened, with "jeton audit verify"; a backup of the record, put back by SQL, is trusted only where the
trail agrees. The key is retired for ever, and its holder can be given another one.`,
    )
    .action(async (serial: string, options: InstallationFlags) => {
      const { kind } = await withInstallation(options, (ports) =>
        writeOffKey(ports, serial, terminalActor()),
      );
      if (kind === "not-damaged") {
        throw new FailedError(
          `Cannot write off key ${quoted(serial)}: there is no damaged key of this number`,
        );
      }
      if (kind === "changed") {
        throw new FailedError(
          `Cannot write off key ${quoted(serial)}: it was changed meanwhile, try again`,
        );
      }
      console.log(`Key ${serial} is retired; its holder can have another one.`);
    });
}
