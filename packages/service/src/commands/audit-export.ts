import type { Command } from "commander";
import { trailLines } from "../audit/export-trail.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";
import { dateNamed } from "./read-date.ts";

/** Adds `jeton audit export`. */
export function addAuditExportCommand(audit: Command): void {
  const command = audit
    .command("export")
    .description("print the whole trail, one JSON object a line, then the checkpoints")
    .option("--since <date>", "from this moment on, such as 2026-09-01", dateNamed("--since"));
  addInstallationOptions(command)
    .option("--json", "changes nothing: the export is JSON already")
    .action((options: InstallationFlags & { readonly since?: number }) =>
      withInstallation(options, async (ports) => {
        for await (const line of trailLines(ports, options.since ?? 0)) {
          process.stdout.write(`${JSON.stringify(line)}\n`);
        }
      }),
    );
}
