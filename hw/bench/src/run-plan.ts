import { BoardError } from "@jeton/board";
import type { Plan, PlanBoard, PlanStep } from "./plan/plan.ts";
import type { BenchResult, BoardResult, StepResult } from "./result/bench-result.ts";
import { neverInterrupted, type Station } from "./station/station.ts";
import { withStation } from "./station/with-station.ts";
import { doStep } from "./steps/do-step.ts";
import { interrupted } from "./steps/rest.ts";
import { StepFailed } from "./steps/step-failed.ts";
import { stepTitle } from "./steps/step-title.ts";

/** What a plan tells while it runs. */
export type BenchNews =
  | { readonly kind: "met"; readonly board: string; readonly version: string }
  | {
      readonly kind: "doing";
      readonly board: string;
      readonly repetition: number;
      readonly number: number;
      readonly title: string;
      /** Of the step, 0 .. 1. */
      readonly part: number;
    }
  | { readonly kind: "did"; readonly board: string; readonly step: StepResult }
  | { readonly kind: "left"; readonly board: string };

type Tell = (news: BenchNews) => void;

/**
 * Runs the plan on all its boards side by side, and answers what came of it. Never rejects for a
 * board. When `interrupt` is aborted, a step that lasts fails, what follows is skipped, and each board
 * is left as after any other end.
 */
export async function runPlan(
  plan: Plan,
  tell: Tell = () => {},
  interrupt: AbortSignal = neverInterrupted(),
): Promise<BenchResult> {
  const startedAt = Date.now();
  const began = performance.now();
  const boards = await Promise.all(
    plan.boards.map((board) => runBoard(plan, board, { tell, interrupt })),
  );
  return { plan: plan.name, startedAt, wallSeconds: (performance.now() - began) / 1000, boards };
}

async function runBoard(
  plan: Plan,
  board: PlanBoard,
  { tell, interrupt }: { readonly tell: Tell; readonly interrupt: AbortSignal },
): Promise<BoardResult> {
  const place = board.kind === "plugged" ? board.port : `emulated ${board.build}`;
  try {
    const work = async (station: Station): Promise<BoardResult> => {
      tell({ kind: "met", board: board.name, version: station.board.version });
      const steps = await runSteps(plan, station, tell);
      return {
        name: board.name,
        place: station.place,
        version: station.board.version,
        steps,
        latencies: station.log.latencies,
        wire: station.log.entries(),
        wireLeftOut: station.log.leftOut,
      };
    };
    return await withStation(board, work, interrupt);
  } catch (error) {
    if (!isBoardTrouble(error)) throw error;
    return unmet(plan, board, place, error.message);
  } finally {
    tell({ kind: "left", board: board.name });
  }
}

/** A step that fails ends its repetition; a line that is gone ends them all. */
async function runSteps(plan: Plan, station: Station, tell: Tell): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (let repetition = 1; repetition <= plan.repeat; repetition += 1) {
    let why = station.interrupt.aborted ? interrupted : null;
    for (const [index, step] of plan.steps.entries()) {
      const number = index + 1;
      const isGone = station.conversation.closed !== null;
      const result =
        why === null && !isGone
          ? await runStep(station, step, { repetition, number }, tell)
          : skipped(step, repetition, number, why ?? "the board is gone");
      if (result.outcome === "failed") why = `step ${repetition}.${number} failed`;
      if (station.interrupt.aborted) why = interrupted;
      results.push(result);
      tell({ kind: "did", board: station.name, step: result });
    }
  }
  return results;
}

async function runStep(
  station: Station,
  step: PlanStep,
  at: { readonly repetition: number; readonly number: number },
  tell: Tell,
): Promise<StepResult> {
  const title = stepTitle(step);
  const began = station.clock.now();
  const progress = (part: number) =>
    tell({ kind: "doing", board: station.name, ...at, title, part });
  const result = (rest: Pick<StepResult, "outcome" | "message" | "details">): StepResult => ({
    ...{ ...at, title, seconds: (station.clock.now() - began) / 1000 },
    ...rest,
  });
  progress(0);
  try {
    return result({ outcome: "passed", ...(await doStep(station, step, progress)) });
  } catch (error) {
    if (error instanceof StepFailed) {
      return result({ outcome: "failed", message: error.message, details: error.details });
    }
    if (isBoardTrouble(error)) {
      return result({ outcome: "failed", message: error.message, details: null });
    }
    throw error;
  }
}

function skipped(step: PlanStep, repetition: number, number: number, why: string): StepResult {
  const title = stepTitle(step);
  return {
    ...{ repetition, number, title, outcome: "skipped", message: why },
    ...{ seconds: 0, details: null },
  };
}

/** The board was never met: every step is skipped but the first, which says why. */
function unmet(plan: Plan, board: PlanBoard, place: string, message: string): BoardResult {
  const steps = plan.steps.map((step, index): StepResult => {
    const rest = skipped(step, 1, index + 1, "the board was not met");
    return index === 0 ? { ...rest, outcome: "failed", message } : rest;
  });
  return {
    ...{ name: board.name, place, version: null, steps },
    ...{ latencies: [], wire: [], wireLeftOut: 0 },
  };
}

/** What a board, its line or its values can bring about; all else is a slip of ours. */
function isBoardTrouble(error: unknown): error is Error {
  return error instanceof BoardError || error instanceof RangeError;
}
