import { basename } from "node:path";
import { progressBar, table } from "@jeton/cli";
import type { Command } from "commander";
import { assignKeys, readAssignments } from "../keys/assign-keys.ts";
import { countFates } from "../keys/import-keys.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";
import { readInput } from "./read-input.ts";

type Flags = InstallationFlags & {
  readonly dryRun?: true;
  readonly untilHandOver?: true;
  readonly json?: true;
};

/** Defines `jeton keys assign-list FILE`. */
export function defineAssignList(command: Command): void {
  command
    .argument("<file>", "- for standard input")
    .option("--dry-run", "only say what would be done")
    .option("--until-hand-over", "they cannot be used before jeton keys hand-over");
  addInstallationOptions(command)
    .option("--json", "print an array of { line, serial, identifier, fate }")
    .action(async (file: string, options: Flags) => {
      const list = readAssignments(readInput(file), basename(file));
      const how = {
        dryRun: options.dryRun === true,
        untilHandOver: options.untilHandOver === true,
      };
      const rows = await withInstallation(options, async (ports) => {
        const bar = progressBar("assigning", list.length);
        const by = { actor: terminalActor(), onProgress: bar.at };
        const done = await assignKeys(ports, list, how, by);
        bar.end();
        return done;
      });
      if (options.json) console.log(JSON.stringify(rows));
      else {
        const lines = rows.map((row) => [String(row.line), row.serial, row.identifier, row.fate]);
        process.stdout.write(table(["LINE", "KEY", "IDENTIFIER", "RESULT"], lines));
        console.log(sumOf(countFates(rows), how.dryRun));
      }
      // A list of which a part was left out is a failed one, for whoever runs it unseen.
      if (rows.some(({ fate }) => fate !== "assigned")) process.exitCode = 1;
    });
}

/** Returns "12 assigned, 1 unknown-key", or what would be. */
export function sumOf(counts: Readonly<Record<string, number>>, dryRun: boolean): string {
  const parts = Object.entries(counts).map(([fate, count]) => `${count} ${fate}`);
  const sum = parts.length === 0 ? "nothing" : parts.join(", ");
  return dryRun ? `Would be: ${sum}. Nothing was changed.` : `${sum}.`;
}
