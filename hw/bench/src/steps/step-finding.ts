import type { StepDetails } from "../result/bench-result.ts";

/** What a step that passed has to say. */
export type StepFinding = {
  readonly message: string | null;
  readonly details: StepDetails | null;
};

/** Called with how much of a step is done, 0 .. 1. */
export type StepProgress = (part: number) => void;
