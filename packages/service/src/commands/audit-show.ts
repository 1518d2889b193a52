import { FailedError, quoted, table, wholeNumber } from "@jeton/cli";
import type { ChainedEvent, TrailAnchor } from "@jeton/core";
import { eventsAfter, loadKey } from "@jeton/validator/parts";
import { type Command, Option } from "commander";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";

type Flags = InstallationFlags & { readonly json?: true; readonly limit: number };

/** Adds `jeton audit show SERIAL`. */
export function addAuditShowCommand(audit: Command): void {
  const command = audit
    .command("show")
    .description("show what happened to a key, the last events last")
    .argument("<serial>")
    .addOption(
      new Option("--limit <number>", "so many of the last events")
        .default(50)
        .argParser(wholeNumber("--limit")),
    );
  addInstallationOptions(command)
    .option("--json", "print an array of events")
    .action(async (serial: string, options: Flags) => {
      const { anchor, events } = await withInstallation(options, async ({ store }) => {
        const stored = await loadKey({ store }, serial);
        if (stored === null) {
          throw new FailedError(`Cannot show key ${quoted(serial)}: there is no such key`);
        }
        const before = Math.max(0, stored.record.audit.count - options.limit);
        const anchor = await store.anchor(serial);
        return { anchor, events: await eventsAfter(store, serial, before) };
      });
      if (anchor !== null && !options.json) console.log(cutLine(anchor));
      process.stdout.write(
        options.json
          ? `${JSON.stringify(events)}\n`
          : table(["EVENT", "WHEN", "WHAT", "BY", "STEP", "WHY"], events.map(rowOf)),
      );
    });
}

function cutLine({ count, at, actor }: TrailAnchor): string {
  const which = count === 1 ? "Event 1 was" : `Events 1 to ${count} were`;
  return `${which} cut on ${new Date(at).toISOString()} by ${actor}; the archive has them.`;
}

function rowOf({ sequence, at, kind, actor, step, reason, diagnosis }: ChainedEvent) {
  const found = diagnosis?.offsetSteps ?? null;
  const offset = found === null || found === 0 ? "" : ` (${found > 0 ? "+" : ""}${found} steps)`;
  return [
    String(sequence),
    new Date(at).toISOString(),
    kind,
    actor,
    step === null ? "-" : String(step),
    `${reason ?? "-"}${offset}`,
  ];
}
