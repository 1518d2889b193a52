import { table } from "@jeton/cli";
import { carriedKeys } from "@jeton/validator/parts";
import type { Command } from "commander";
import { keyBody } from "../api/key-body.ts";
import { columnPhrases, makeWords } from "../keys/make-words.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";

/** Defines `jeton keys list`. */
export function defineList(command: Command): void {
  addInstallationOptions(command)
    .option("--json", "print an array of keys, without secrets; of damaged ones { serial, state }")
    .action((options: InstallationFlags & { readonly json?: true }) =>
      withInstallation(options, async (ports) => {
        const found = [];
        const now = ports.clock();
        for await (const { serial, record } of carriedKeys(ports)) {
          found.push(record === null ? { serial, state } : keyBody(record, now));
        }
        const rows = found.map((key) =>
          "digits" in key
            ? [
                key.serial,
                key.state,
                key.holder ?? "-",
                String(key.failures),
                makeWords(columnPhrases, key),
              ]
            : [key.serial, key.state, "-", "-", "see jeton audit verify"],
        );
        process.stdout.write(
          options.json
            ? `${JSON.stringify(found)}\n`
            : table(["KEY", "STATE", "HOLDER", "FAILURES", "CODES"], rows),
        );
      }),
    );
}

/** Nothing that stands in an edited record is shown. */
const state = "damaged";
