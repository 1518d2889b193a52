import type { StepDetails } from "../result/bench-result.ts";

/** What a step wanted did not come about: one sentence for the report. */
export class StepFailed extends Error {
  /** What there is to see of the step all the same. */
  readonly details: StepDetails | null;

  constructor(message: string, details: StepDetails | null = null) {
    super(message);
    this.name = "StepFailed";
    this.details = details;
  }
}
