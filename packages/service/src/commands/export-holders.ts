import { closeSync, fsyncSync, writeSync } from "node:fs";
import type { Command } from "commander";
import { directoryOf } from "../holders/directory-of.ts";
import { allEntries } from "../holders/find-entries.ts";
import { holdersCsv } from "../holders/holders-csv.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";
import { openNewFile } from "./open-new-file.ts";

/** Defines `jeton holders export FILE`. */
export function defineExportHolders(command: Command): void {
  command.argument("<file>", "must not exist; is made with mode 0600");
  addInstallationOptions(command)
    .addHelpText(
      "after",
      "\nThe file is CSV, and jeton holders import reads it back. It holds personal data.",
    )
    .action((file: string, options: InstallationFlags) =>
      withInstallation(options, async (ports) => {
        const entries = [...(await allEntries(directoryOf(ports))).values()];
        const target = openNewFile(file);
        try {
          writeSync(target, holdersCsv(entries));
          fsyncSync(target);
        } finally {
          closeSync(target);
        }
        console.log(`${entries.length} holders written to ${file}.`);
      }),
    );
}
