import { type Command, Option } from "commander";
import type { OwnKeyStep } from "../plan/plan.ts";
import type { BenchResult, OwnKeyDetails } from "../result/bench-result.ts";
import { driftWords, partWords } from "../result/words.ts";
import { loginWords } from "../validator/login.ts";
import { addBoardOptions, type BoardOptions, boardFrom } from "./board-options.ts";
import { duration, hostPpm, ranged } from "./number-options.ts";
import { addReportOptions, type ReportOptions, runAndReport } from "./report-options.ts";

type MeasureOptions = BoardOptions &
  ReportOptions & {
    readonly for: number;
    readonly period: number;
    readonly digits: number;
    readonly hostPpm?: number;
  };

/** Defines `jeton-bench measure`: the oscillator of one board, and what a validator makes of it. */
export function defineMeasure(command: Command): void {
  addReportOptions(addBoardOptions(command))
    .addOption(
      new Option("--for <time>", "how long, such as 90s, 5m or 24h; 1 min to 365 d")
        .default(3_600_000, '"1 h"')
        .argParser(duration),
    )
    .addOption(ranged("--period <seconds>", "seconds that a code lasts", 1, 3600, 60))
    .addOption(ranged("--digits <number>", "digits of a code", 6, 8, 6))
    .addOption(
      new Option(
        "--host-ppm <number>",
        "how far this machine's own clock can be wrong (default: 50 for a board on a port, 0 in virtual time)",
      ).argParser(hostPpm),
    )
    .addHelpText(
      "after",
      `
The board is given a seed made for this and is a key by itself until the time is over; then the
seed is erased. Its clock is asked all along, and its codes are given to the library as logins.
Status 0: the board is good as a key. 1: it is no good, or was not met. 3: it is not known yet.

Examples:
  $ jeton-bench measure --error-ppm -2021 --for 6h
  $ jeton-bench measure --port auto --for 24h --host-ppm 1 --html board.html`,
    )
    .action(measure);
}

async function measure(options: MeasureOptions): Promise<void> {
  const step: OwnKeyStep = {
    kind: "own-key",
    milliseconds: options.for,
    sampleMilliseconds: Math.max(1000, Math.round(options.for / 200)),
    loginMilliseconds: Math.max(60_000, Math.round(options.for / 50)),
    seedHex: null,
    ...{ periodSeconds: options.period, digits: options.digits, hostPpm: options.hostPpm ?? null },
    ...{ ppmWithin: null, codesAccepted: false },
  };
  const plan = { name: "Measure", repeat: 1, boards: [boardFrom(options)], steps: [step] };
  const result = await runAndReport(plan, options);
  const details = result.boards[0]?.steps[0]?.details;
  const found = details?.kind === "own-key" ? details : null;
  process.stdout.write(
    options.json === true ? `${JSON.stringify(found)}\n` : await measureWords(result, found),
  );
  process.exitCode = statusOf(found);
}

/** A script must not take what is not known for good: it has a status of its own. */
function statusOf(found: OwnKeyDetails | null): number {
  if (found === null) return 1;
  const { kind } = found.verdict;
  switch (kind) {
    case "good":
      return 0;
    case "no-good":
      return 1;
    case "not-known":
      return 3;
    default:
      return kind satisfies never;
  }
}

async function measureWords({ boards }: BenchResult, found: OwnKeyDetails | null): Promise<string> {
  const [board] = boards;
  if (found === null) return `${board?.steps[0]?.message ?? "Nothing was measured"}\n`;
  const { verdictWords } = await import("../drift/key-verdict.ts");
  const { drift, verdict, summary } = found;
  const steady = drift.isSteady
    ? "One constant error fits every sample."
    : "No constant error fits every sample: the oscillator wandered meanwhile.";
  return `Board       ${board?.place}, ${board?.version?.trim()}
Oscillator  ${driftWords(drift)}
            ${partWords(drift)}.
            ${steady}
Validator   ${loginWords(summary)}
Verdict     ${verdictWords(verdict)}
`;
}
