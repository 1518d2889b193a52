import { FailedError, progressBar, quoted, UsageError } from "@jeton/cli";
import type { Command } from "commander";
import { trailLines } from "../audit/export-trail.ts";
import { makeCheckpoint } from "../audit/make-checkpoint.ts";
import { type Broken, describeBroken, type TrailReport } from "../audit/trail-report.ts";
import type { KeptCheckpoint } from "../audit/verify-checkpoints.ts";
import { verifyTrail } from "../audit/verify-trail.ts";
import { countKeys } from "../keys.ts";
import { addAuditShowCommand } from "./audit-show.ts";
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
  addExport(audit);
}

type VerifyFlags = InstallationFlags & {
  readonly json?: true;
  readonly sinceCheckpoint?: true;
  readonly expect?: KeptCheckpoint;
};

function addVerify(audit: Command): void {
  const verify = audit
    .command("verify")
    .description("check every key's chain of events; exit status 1 when one is broken")
    .option("--since-checkpoint", "leave alone what the last good checkpoint already covers")
    .option("--expect <sequence:hash>", "a checkpoint that was kept elsewhere", readKept);
  addInstallationOptions(verify)
    .option("--json", "print { keys, events, checkpoint, broken: [{ serial, sequence, … }] }")
    .addHelpText(
      "after",
      `
Checked and counted are also the keys that the service makes for itself, which no list shows, such as
those that stand in for unknown identifiers.`,
    )
    .action(async (options: VerifyFlags) => {
      const report = await withInstallation(options, async (ports) => {
        const bar = progressBar("verifying", await countKeys(ports));
        const found = await verifyTrail(ports, {
          sinceCheckpoint: options.sinceCheckpoint === true,
          expected: options.expect ?? null,
          onProgress: bar.at,
        });
        bar.end();
        return found;
      });
      say(report, options.json === true);
    });
}

function say(report: TrailReport, json: boolean): void {
  if (json) console.log(JSON.stringify(report));
  else {
    const { checkpoint, events, keys } = report;
    const against =
      checkpoint === null
        ? "no checkpoint yet"
        : `checkpoint ${checkpoint.sequence}:${checkpoint.hash}`;
    console.log(`${events} events of ${keys} keys checked; ${against}`);
  }
  if (report.broken.length === 0) return;
  if (json) process.exitCode = 1;
  else throw brokenTrail(report.broken);
}

function brokenTrail(broken: readonly Broken[]): FailedError {
  return new FailedError(broken.map((each) => `Broken: ${describeBroken(each)}`).join("\n"));
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
        const bar = progressBar("verifying", await countKeys(ports));
        const made = await makeCheckpoint(ports, bar.at);
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

function addExport(audit: Command): void {
  const command = audit
    .command("export")
    .description("print the whole trail, one JSON object a line, then the checkpoints")
    .option("--since <date>", "from this moment on, such as 2026-09-01", readDate);
  addInstallationOptions(command)
    .option("--json", "as without: the export is for programs")
    .action((options: InstallationFlags & { readonly since?: number }) =>
      withInstallation(options, async (ports) => {
        for await (const line of trailLines(ports, options.since ?? 0)) {
          process.stdout.write(`${JSON.stringify(line)}\n`);
        }
      }),
    );
}

function readDate(text: string): number {
  const at = /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new UsageError(
    `Cannot read --since: found ${quoted(text)}, wanted a date such as 2026-09-01`,
  );
}
