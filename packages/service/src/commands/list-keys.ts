import { table } from "@jeton/cli";
import type { Command } from "commander";
import { keyBody } from "../http/key-body.ts";
import { allKeys } from "../keys.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";

/** Defines `jeton keys list`. */
export function defineList(command: Command): void {
  addInstallationOptions(command)
    .option("--json", "print an array of keys, without secrets")
    .action((options: InstallationFlags & { readonly json?: true }) =>
      withInstallation(options, async (ports) => {
        const found = [];
        for await (const record of allKeys(ports)) found.push(keyBody(record, ports.clock()));
        const rows = found.map((key) => [
          key.serial,
          key.state,
          key.holder ?? "-",
          String(key.failures),
          `${key.algorithm} ${key.digits} digits ${key.periodSeconds} s`,
        ]);
        process.stdout.write(
          options.json
            ? `${JSON.stringify(found)}\n`
            : table(["KEY", "STATE", "HOLDER", "FAILURES", "CODES"], rows),
        );
      }),
    );
}
