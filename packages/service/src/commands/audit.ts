import { accessSync, constants, statSync } from "node:fs";
import { FailedError, progressBar, quoted, repeatedOption, UsageError, withFile } from "@jeton/cli";
import type { Command } from "commander";
import type { Archive } from "../audit/archive.ts";
import { readArchiveFile } from "../audit/archive-file.ts";
import { countTrails } from "../audit/keys-with-heads.ts";
import { makeCheckpoint } from "../audit/make-checkpoint.ts";
import { describeKeys, type TrailReport } from "../audit/trail-report.ts";
import { verifyArchives } from "../audit/verify-archives.ts";
import type { KeptCheckpoint } from "../audit/verify-checkpoints.ts";
import { verifyTrail } from "../audit/verify-trail.ts";
import { addAuditExportCommand } from "./audit-export.ts";
import { addAuditRetainCommand } from "./audit-retain.ts";
import { addAuditShowCommand } from "./audit-show.ts";
import { addAuditSyslogCommand } from "./audit-syslog.ts";
import { brokenTrail } from "./broken-trail.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";

/** Defines `jeton audit …`. */
export function defineAudit(audit: Command): void {
  addVerify(audit);
  addCheckpoint(audit);
  addAuditShowCommand(audit);
  addAuditExportCommand(audit);
  addAuditRetainCommand(audit);
  addAuditSyslogCommand(audit);
}

type VerifyFlags = InstallationFlags & {
  readonly json?: true;
  readonly sinceCheckpoint?: true;
  readonly expect?: KeptCheckpoint;
  readonly archive: readonly string[];
};

function addVerify(audit: Command): void {
  const verify = audit
    .command("verify")
    .description("check every key's chain of events; exit status 1 when one is broken")
    .option("--since-checkpoint", "skip what the last good checkpoint already covers")
    .option("--expect <sequence:hash>", "a checkpoint that was kept elsewhere", readKept)
    .addOption(
      repeatedOption(
        "--archive <file>",
        "check also the events that were cut: every archive that there is",
        "none",
      ),
    );
  addInstallationOptions(verify)
    .option(
      "--json",
      "print { keys, ownKeys, events, cut, documents, checkpoint, broken: [{ serial, sequence, … }] }, with --archive also { archived, unchecked }",
    )
    .addHelpText(
      "after",
      `
Of each key its record's seal, its chain of events, and whether both say the same are checked; of each
document its seal. The service's own keys, which no list shows, are those that stand in for unknown
identifiers and those of the staff.`,
    )
    .action(async (options: VerifyFlags) => {
      const report = await withInstallation(options, async (ports) => {
        const bar = progressBar("verifying", await countTrails(ports));
        const found = await verifyTrail(ports, {
          sinceCheckpoint: options.sinceCheckpoint === true,
          expected: options.expect ?? null,
          onProgress: bar.at,
        });
        bar.end();
        if (options.archive.length === 0) return found;
        const archived = await verifyArchives(ports, options.archive.map(readableArchive));
        return {
          ...found,
          archived: archived.events,
          unchecked: archived.unchecked,
          broken: [...found.broken, ...archived.broken],
        };
      });
      printReport(report, options.json === true);
    });
}

function readableArchive(path: string): Archive {
  const wanted = "an archive that can be read";
  const isFile = withFile({ act: "read the archive", file: path, wanted }, () => {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  });
  if (isFile) return readArchiveFile(path);
  throw new FailedError(
    `Cannot read the archive ${quoted(path)}: it is no file, wanted one, which can be read twice`,
  );
}

type Report = TrailReport & {
  /** Events of archives that were read and hashed. */
  readonly archived?: number;
  /** Anchors in archives whose signature could not be checked. */
  readonly unchecked?: number;
};

function printReport(report: Report, json: boolean): void {
  if (json) console.log(JSON.stringify(report));
  else {
    const { archived, checkpoint, cut, documents, events, keys, ownKeys, unchecked = 0 } = report;
    const against =
      checkpoint === null
        ? "no checkpoint yet"
        : `checkpoint ${checkpoint.sequence}:${checkpoint.hash}`;
    const before = cut === 0 ? "" : `, ${cut} before them were cut`;
    const there = archived === undefined ? "" : `, ${archived} archived ones checked`;
    const whose = `${events} events of ${describeKeys({ keys, ownKeys })}`;
    console.log(`${whose}, ${documents} documents checked${before}${there}; ${against}`);
    if (unchecked > 0) {
      console.log(
        `the signature of ${unchecked} anchors could not be checked: their master key is not here`,
      );
    }
  }
  if (report.broken.length === 0) return;
  if (json) process.exitCode = 1;
  else throw brokenTrail(report.broken);
}

function readKept(text: string): KeptCheckpoint {
  const [, sequence, hash] = /^([1-9][0-9]{0,9}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence !== undefined && hash !== undefined) return { sequence: Number(sequence), hash };
  throw new UsageError(
    `Cannot read --expect: found ${quoted(text)}, wanted what "jeton audit checkpoint" prints`,
  );
}

function addCheckpoint(audit: Command): void {
  const command = audit
    .command("checkpoint")
    .description("sign where all chains stand; keep what it prints outside of the database");
  addInstallationOptions(command)
    .option("--json", "print the checkpoint as JSON")
    .action(async (options: InstallationFlags & { readonly json?: true }) => {
      const answer = await withInstallation(options, async (ports) => {
        const bar = progressBar("verifying", await countTrails(ports));
        const made = await makeCheckpoint(ports, { onProgress: bar.at });
        bar.end();
        return made;
      });
      if (answer.kind === "broken") throw brokenTrail(answer.report.broken);
      if (answer.kind === "made-elsewhere") {
        throw new FailedError("Cannot make a checkpoint: the service made one at this moment");
      }
      const { checkpoint, hash } = answer;
      console.log(
        options.json ? JSON.stringify({ ...checkpoint, hash }) : `${checkpoint.sequence}:${hash}`,
      );
    });
}
