import { FailedError, quoted, table } from "@jeton/cli";
import { failureCount, holderIdentifier } from "@jeton/core";
import { allKeys, findKeyOf } from "@jeton/validator/parts";
import type { Command } from "commander";
import { blockBody } from "../api/key-body.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";

/** Defines `jeton holders …`. */
export function defineHolders(holders: Command): void {
  addShow(holders);
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

function addShow(holders: Command): void {
  const show = holders
    .command("show")
    .description("show the key of a holder")
    .argument("<identifier>");
  addInstallationOptions(show)
    .option("--json", "print the key, without secrets")
    .action((identifier: string, options: InstallationFlags & { readonly json?: true }) =>
      withInstallation(options, async (ports) => {
        const holder = holderIdentifier(identifier);
        const stored = holder === null ? null : await findKeyOf(ports, holder);
        if (stored === null) {
          throw new FailedError(`Cannot show holder ${quoted(identifier)}: they have no key`);
        }
        const { serial, state, failures } = stored.record;
        const block = blockBody(failures, ports.clock());
        const key = { holder, serial, state: state.kind, failures: failureCount(failures), block };
        const row = [
          holder ?? "",
          serial,
          state.kind,
          String(key.failures),
          block === null ? "-" : "yes",
        ];
        process.stdout.write(
          options.json
            ? `${JSON.stringify(key)}\n`
            : table(["HOLDER", "KEY", "STATE", "FAILURES", "BLOCKED"], [row]),
        );
      }),
    );
}
