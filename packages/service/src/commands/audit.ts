import { FailedError } from "@jeton/cli";
import {
  type ChainedEvent,
  type ChainFinding,
  emptyAuditHead,
  type KeyStore,
  verifyChain,
} from "@jeton/core";
import type { Command } from "commander";
import { everyRecord } from "../keys.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";

/** Adds `jeton audit verify`: checks every key's chain of events. */
export function addAuditCommand(program: Command): void {
  const audit = program.command("audit").description("the trail of what happened to each key");
  const verify = audit
    .command("verify")
    .description("check every key's chain of events; exit status 1 when one is broken");
  addInstallationOptions(verify)
    .option("--json", "print { keys, events, broken: [{ serial, sequence, problem }] }")
    .action(async (options: InstallationFlags & { readonly json?: true }) => {
      const report = await withInstallation(options, ({ store }) => verifyAll(store));
      if (options.json) console.log(JSON.stringify(report));
      else console.log(`${report.events} events of ${report.keys} keys checked`);
      const [first] = report.broken;
      if (options.json && first) process.exitCode = 1;
      else if (first) {
        throw new FailedError(
          report.broken
            .map((each) => `Broken: key ${each.serial}, event ${each.sequence}: ${each.problem}`)
            .join("\n"),
        );
      }
    });
}

type Broken = { readonly serial: string; readonly sequence: number; readonly problem: string };
type Report = { keys: number; events: number; readonly broken: Broken[] };

const pageSize = 500;

async function verifyAll(store: KeyStore): Promise<Report> {
  const report: Report = { keys: 0, events: 0, broken: [] };
  for await (const { serial } of everyRecord({ store })) {
    const { events, finding } = await verifyKey(store, serial);
    report.keys += 1;
    report.events += events.length;
    if (finding.kind === "broken") {
      const { sequence, problem } = finding;
      report.broken.push({ serial, sequence, problem });
    }
  }
  return report;
}

/** How often a busy key is looked at again before more events than it counts are called broken. */
const looksMax = 20;

/**
 * Checks one key. Record and events are read one after the other: an attempt in between adds an
 * event, so where there are more than the record counts, the record is read again.
 */
async function verifyKey(
  store: KeyStore,
  serial: string,
): Promise<{ readonly events: readonly ChainedEvent[]; readonly finding: ChainFinding }> {
  for (let look = 1; ; look += 1) {
    const stored = await store.load(serial);
    const head = stored?.record.audit ?? emptyAuditHead;
    const events = await allEvents(store, serial);
    const finding = verifyChain(serial, head, events);
    if (finding.kind === "intact" || events.length <= head.count || look === looksMax) {
      return { events, finding };
    }
  }
}

async function allEvents(store: KeyStore, serial: string): Promise<readonly ChainedEvent[]> {
  const events: ChainedEvent[] = [];
  for (;;) {
    const afterSequence = events.at(-1)?.sequence ?? 0;
    const page = await store.events(serial, { afterSequence, limit: pageSize });
    events.push(...page);
    if (page.length < pageSize) return events;
  }
}
