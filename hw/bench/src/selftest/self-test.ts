import { boardKeys, type Plan, type PlanBoard, type PlanStep } from "../plan/plan.ts";
import { htmlReport } from "../report/html-report.ts";
import { junitReport } from "../report/junit.ts";
import { type BenchResult, type BoardResult, hasPassed } from "../result/bench-result.ts";
import { latencySummary } from "../result/latency-summary.ts";
import { driftWords, latencyWords } from "../result/words.ts";
import { type BenchNews, runPlan } from "../run-plan.ts";

/** One thing that the bench shows of itself. */
export type SelfCheck = {
  readonly name: string;
  readonly passed: boolean;
  readonly found: string;
};

export type SelfTest = { readonly checks: readonly SelfCheck[]; readonly result: BenchResult };

export type SelfTestOptions = {
  /** Null: emulated boards, with known oscillators. */
  readonly board: PlanBoard | null;
  /** A person is there to press keys. */
  readonly withKeys: boolean;
  readonly ownKeyMilliseconds: number;
  readonly tell: (news: BenchNews) => void;
  readonly interrupt?: AbortSignal;
};

/** Oscillator errors that must be found: as it should be, a bad crystal, a ceramic resonator. */
const injectedPpm = [0, 200, -2021] as const;

/** Runs what shows that bench, driver and firmware agree, and answers each check. */
export async function selfTest(options: SelfTestOptions): Promise<SelfTest> {
  const { board, tell, interrupt } = options;
  const boards =
    board === null
      ? injectedPpm.map((errorPpm, index): PlanBoard => {
          const baud = index % 2 === 0 ? 19_200 : 115_200;
          return { kind: "emulated", name: `${errorPpm} ppm`, build: "hd44780", errorPpm, baud };
        })
      : [board];
  const plan: Plan = { name: "Self-test", repeat: 1, boards, steps: stepsFor(options) };
  const result = await runPlan(plan, tell, interrupt);
  const unmet = result.boards.filter(({ version }) => version === null);
  // One fault is told once: without a board there is nothing else to be checked.
  if (unmet.length > 0) return { checks: unmet.map(metCheck), result };
  return {
    checks: [
      ...result.boards.flatMap(stepChecks),
      ...(board === null ? result.boards.map(driftCheck) : []),
      await wrongGlassIsNoticed(boards),
      ...reportChecks(result),
    ],
    result,
  };
}

/** The names of the boards that a self-test will use, for the live view. */
export function selfTestBoards(board: PlanBoard | null): readonly string[] {
  return board === null ? injectedPpm.map((ppm) => `${ppm} ppm`) : [board.name];
}

function stepsFor({ board, withKeys, ownKeyMilliseconds }: SelfTestOptions): readonly PlanStep[] {
  const lines = ["Self-test {}[]^_", "0123456789 abcde"];
  const keys = boardKeys.map(
    (key): PlanStep => ({ kind: "wait-key", key, withinMilliseconds: 30_000 }),
  );
  return [
    { kind: "show", lines },
    { kind: "expect", lines: lines.map((text) => ({ text })) },
    ...(board === null || withKeys ? keys : []),
    {
      ...{ kind: "fault", drop: 0.01, flip: 0.01, duplicate: 0.01, delayMilliseconds: 0 },
      ...{ requests: 40, seed: 1 },
    },
    {
      ...{ kind: "own-key", milliseconds: ownKeyMilliseconds, seedHex: null },
      ...{ sampleMilliseconds: Math.max(1000, ownKeyMilliseconds / 100) },
      ...{ loginMilliseconds: 60_000, periodSeconds: 30, digits: 6 },
      ...{ ppmWithin: null, codesAccepted: false, hostPpm: null },
    },
  ];
}

function metCheck({ name, place, steps }: BoardResult): SelfCheck {
  return {
    name: `${name}: a board answers at ${place}`,
    passed: false,
    found: steps[0]?.message ?? "it was not met",
  };
}

function stepChecks({ name, steps, latencies }: BoardResult): readonly SelfCheck[] {
  const latency = latencySummary(latencies);
  return [
    ...steps.map(({ title, outcome, message }) => ({
      name: `${name}: ${title}`,
      passed: outcome === "passed",
      found: message ?? outcome,
    })),
    {
      name: `${name}: answers within 250 ms`,
      passed: latency !== null && latency.max <= 250,
      found: latency === null ? "no answer" : latencyWords(latency),
    },
  ];
}

/** The error that was put into the emulated oscillator must lie within the interval that is stated. */
function driftCheck({ name, steps }: BoardResult, index: number): SelfCheck {
  const injected = injectedPpm[index] ?? 0;
  const details = steps.find((step) => step.details?.kind === "own-key")?.details;
  if (details?.kind !== "own-key") {
    return { name: `${name}: oscillator`, passed: false, found: "it was not measured" };
  }
  const { drift, verdict } = details;
  const isFound = Math.abs(drift.ppm - injected) <= drift.uncertaintyPpm;
  const isJudged = verdict.kind === (Math.abs(injected) > verdict.boundPpm ? "no-good" : "good");
  return {
    name: `${name}: the injected error lies within the interval, and the verdict is right`,
    passed: isFound && isJudged,
    found: `${driftWords(drift)}, ${verdict.kind}`,
  };
}

/** A bench that finds everything right would be worth nothing. */
async function wrongGlassIsNoticed(boards: readonly PlanBoard[]): Promise<SelfCheck> {
  const steps: readonly PlanStep[] = [
    { kind: "show", lines: ["one thing"] },
    { kind: "expect", lines: [{ text: "another thing" }] },
  ];
  const result = await runPlan({ name: "Wrong", repeat: 1, boards: boards.slice(0, 1), steps });
  const step = result.boards[0]?.steps[1];
  return {
    name: "a glass that shows something else is noticed",
    passed: step?.outcome === "failed" && (step.message?.includes('"one thing"') ?? false),
    found: step?.message ?? "nothing",
  };
}

function reportChecks(result: BenchResult): readonly SelfCheck[] {
  const html = htmlReport(result);
  const junit = junitReport(result);
  const steps = result.boards.flatMap((board) => board.steps).length;
  const cases = junit.split("<testcase ").length - 1;
  return [
    {
      name: "JUnit report: a case for each step",
      passed: cases === steps,
      found: `${cases} cases, ${steps} steps`,
    },
    {
      name: "HTML report: self-contained",
      passed:
        !/<(script|link|img|iframe)\b|url\((?!['"]?#)|@import/.test(html) && html.includes("<svg"),
      found: `${Math.round(html.length / 1024)} KiB, ${hasPassed(result) ? "passed" : "failed"}`,
    },
  ];
}
