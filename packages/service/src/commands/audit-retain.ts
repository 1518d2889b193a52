import { closeSync, fstatSync, unlinkSync } from "node:fs";
import { progressBar, UsageError } from "@jeton/cli";
import type { UnixMilliseconds } from "@jeton/core";
import { syncDirectory } from "@jeton/validator/parts";
import { type Command, Option } from "commander";
import { archiveInto } from "../audit/archive-file.ts";
import { countTrails } from "../audit/keys-with-heads.ts";
import { type RetainAnswer, retainTrail } from "../audit/retain-trail.ts";
import { describeKeys } from "../audit/trail-report.ts";
import { brokenRetention } from "./broken-retention.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";
import { openNewFile } from "./open-new-file.ts";
import { dateNamed } from "./read-date.ts";

type Flags = InstallationFlags & {
  readonly before: UnixMilliseconds;
  readonly archive?: string;
  readonly dryRun?: true;
  readonly json?: true;
};

/** Adds `jeton audit retain`. */
export function addAuditRetainCommand(audit: Command): void {
  const command = audit
    .command("retain")
    .description("cut old events and keep them in an archive; the rest stays provable")
    .addOption(
      new Option("--before <date>", "cut what happened before it, such as 2025-09-01")
        .argParser(dateNamed("--before"))
        .makeOptionMandatory(),
    )
    .option("--archive <file>", "the new file to which cut events go")
    .option("--dry-run", "only count them: nothing is written and nothing is cut");
  addInstallationOptions(command)
    .option("--json", "print { keys, ownKeys, events, archive }")
    .addHelpText(
      "after",
      `
The whole trail is verified first and a checkpoint is signed; nothing is cut while something is
broken. A key's last event always stays. Log-ins go on meanwhile. Keep the archives as long as the
law wants and no longer: together with them "jeton audit verify --archive FILE" proves every event.
Cut off, run it again with another file: no event is lost, some may stand in both.`,
    )
    .action(run);
}

async function run(options: Flags): Promise<void> {
  if (options.before > Date.now()) {
    throw new UsageError(
      "Cannot cut what has not happened: --before lies in the future, wanted a date that is past",
    );
  }
  const answer = options.dryRun
    ? await retain(options, null)
    : await retainInto(archiveNamed(options.archive), options);
  if (answer.kind === "done") printReport(answer, options);
  else throw brokenRetention(answer, options.archive);
}

function archiveNamed(path: string | undefined): string {
  if (path !== undefined && path !== "") return path;
  throw new UsageError("Cannot cut events: wanted --archive FILE, or --dry-run for a look");
}

/** The file first: nothing is verified for an archive that cannot be written. */
async function retainInto(path: string, options: Flags): Promise<RetainAnswer> {
  const file = openNewFile(path);
  try {
    syncDirectory(path);
    return await retain(options, file);
  } finally {
    const isEmpty = fstatSync(file).size === 0;
    closeSync(file);
    if (isEmpty) unlinkSync(path);
  }
}

function retain(options: Flags, file: number | null): Promise<RetainAnswer> {
  const { before } = options;
  return withInstallation(options, async (ports) => {
    const keys = await countTrails(ports);
    const verifying = progressBar("verifying", keys);
    const cutting = progressBar(file === null ? "counting" : "cutting", keys);
    const answer = await retainTrail(ports, {
      ...{ before, actor: terminalActor() },
      archive: file === null ? null : archiveInto(file, { before, at: ports.clock() }),
      onVerified: verifying.at,
      onCut: cutting.at,
    });
    verifying.end();
    cutting.end();
    return answer;
  });
}

function printReport(
  { keys, ownKeys, events }: Extract<RetainAnswer, { readonly kind: "done" }>,
  { archive, dryRun, json }: Flags,
): void {
  const isKept = !dryRun && events > 0;
  const kept = isKept ? archive : null;
  const what = `${events} events of ${describeKeys({ keys, ownKeys })}`;
  if (json) console.log(JSON.stringify({ keys, ownKeys, events, archive: kept }));
  else if (events === 0)
    console.log("Nothing to cut: no event is that old, but last ones, which stay.");
  else if (dryRun) console.log(`${what} would be cut.`);
  else console.log(`${what} cut; ${archive} has them.`);
}
