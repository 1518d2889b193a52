import { closeSync, openSync, writeFileSync } from "node:fs";
import { onQuitSignal, table, withFile } from "@jeton/cli";
import type { Command } from "commander";
import { type LiveView, liveView } from "../live/live-table.ts";
import type { Plan, PlanBoard } from "../plan/plan.ts";
import { type BenchResult, hasPassed } from "../result/bench-result.ts";
import { latencySummary } from "../result/latency-summary.ts";
import { latencyWords, spanWords } from "../result/words.ts";

/** Where a result goes besides the terminal. */
export type ReportOptions = {
  readonly html?: string;
  readonly junit?: string;
  readonly json?: true;
};

/** Adds the options that say where results go, the same for every command that measures. */
export function addReportOptions(command: Command): Command {
  return command
    .option("--html <file>", "write the report with its plots and pictures into this file")
    .option("--junit <file>", "write the results as JUnit XML into this file")
    .option("--json", "print the result as JSON instead of a table");
}

/** Runs the plan with a live view, writes the reports that are wanted, and answers the result. */
export async function runAndReport(plan: Plan, options: ReportOptions): Promise<BenchResult> {
  requireReports(options);
  // What speaks to boards is loaded only when boards are spoken to.
  const { runPlan } = await import("../run-plan.ts");
  const view: LiveView = liveView(plan.boards.map(({ name }) => name));
  const result = await untilInterrupted(plan.boards, (interrupt) =>
    runPlan(plan, view.tell, interrupt),
  );
  view.end();
  await writeReports(result, options);
  return result;
}

/**
 * Does `work` with a signal that Ctrl-C aborts, so that boards are left as after any other end; the
 * second Ctrl-C ends the process. Emulated boards alone are left to vanish with the process at once.
 */
export async function untilInterrupted<T>(
  boards: readonly PlanBoard[],
  work: (interrupt: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  if (boards.every(({ kind }) => kind === "emulated")) return work(controller.signal);
  const stopListening = onQuitSignal(() => {
    stopListening();
    controller.abort();
  });
  return work(controller.signal).finally(stopListening);
}

/**
 * Makes sure that the files that are wanted can be written, before hours of measuring would be lost
 * for a slip in a name; what stands in them stays until then. Throws FailedError.
 */
export function requireReports({ html, junit }: ReportOptions): void {
  if (html !== undefined) writing("--html", html, () => closeSync(openSync(html, "a")));
  if (junit !== undefined) writing("--junit", junit, () => closeSync(openSync(junit, "a")));
}

/** Writes the files that are wanted; the plots' library is loaded only then. */
export async function writeReports(result: BenchResult, options: ReportOptions): Promise<void> {
  const { html, junit } = options;
  if (html !== undefined) {
    const { htmlReport } = await import("../report/html-report.ts");
    const text = htmlReport(result);
    writing("--html", html, () => writeFileSync(html, text));
  }
  if (junit !== undefined) {
    const { junitReport } = await import("../report/junit.ts");
    const text = junitReport(result);
    writing("--junit", junit, () => writeFileSync(junit, text));
  }
}

/** Returns a table of boards and what became of them, and the failures in full. */
export function resultTable(result: BenchResult): string {
  const rows = result.boards.map(({ name, place, version, steps, latencies }) => {
    const count = (outcome: string) =>
      String(steps.filter((step) => step.outcome === outcome).length);
    const latency = latencySummary(latencies);
    return [
      ...[name, place, version?.trim() ?? "nothing"],
      ...[count("passed"), count("failed"), count("skipped")],
      latency === null ? "" : latencyWords(latency),
    ];
  });
  const failures = result.boards.flatMap(({ name, steps }) =>
    steps
      .filter(({ outcome }) => outcome === "failed")
      .map((step) => `${name} ${step.repetition}.${step.number} ${step.title}: ${step.message}\n`),
  );
  const headings = ["BOARD", "WHERE", "SAYS IT IS", "PASSED", "FAILED", "SKIPPED", "ANSWERS"];
  const end = `${hasPassed(result) ? "Passed" : "Failed"} in ${spanWords(result.wallSeconds)}.\n`;
  return [table(headings, rows), ...failures, end].join("");
}

function writing(option: string, file: string, work: () => void): void {
  withFile({ act: `write ${option}`, file, wanted: "a file that can be written" }, work);
}
