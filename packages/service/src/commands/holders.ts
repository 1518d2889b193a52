import { table } from "@jeton/cli";
import type { Command } from "commander";
import { allKeys } from "../keys.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";

/** Adds `jeton holders list`. */
export function addHoldersCommand(program: Command): void {
  const holders = program.command("holders").description("who holds which key");
  const list = holders.command("list").description("list the holders and their keys");
  addInstallationOptions(list)
    .option("--json", "print an array of { holder, serial, state }")
    .action((options: InstallationFlags & { readonly json?: true }) =>
      withInstallation(options, async (ports) => {
        const found: { holder: string; serial: string; state: string }[] = [];
        for await (const { holder, serial, state } of allKeys(ports)) {
          if (holder !== null) found.push({ holder, serial, state: state.kind });
        }
        found.sort((left, right) => left.holder.localeCompare(right.holder));
        const rows = found.map((each) => [each.holder, each.serial, each.state]);
        process.stdout.write(
          options.json ? `${JSON.stringify(found)}\n` : table(["HOLDER", "KEY", "STATE"], rows),
        );
      }),
    );
}
