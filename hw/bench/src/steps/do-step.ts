import type { PlanStep } from "../plan/plan.ts";
import type { Station } from "../station/station.ts";
import { faultStep } from "./fault-step.ts";
import { ownKeyStep } from "./own-key-step.ts";
import { rest } from "./rest.ts";
import { expectStep, showStep } from "./show-step.ts";
import type { StepFinding, StepProgress } from "./step-finding.ts";
import { waitKeyStep } from "./wait-key-step.ts";

const progressEvery = 100;

/** Does one step. Rejects with StepFailed when what it wants does not come about. */
export async function doStep(
  station: Station,
  step: PlanStep,
  progress: StepProgress,
): Promise<StepFinding> {
  switch (step.kind) {
    case "show":
      return showStep(station, step.lines);
    case "expect":
      return expectStep(station, step.lines);
    case "wait-key":
      return waitKeyStep(station, step);
    case "wait":
      for (let part = 0; part < progressEvery; part += 1) {
        progress(part / progressEvery);
        await rest(station, step.milliseconds / progressEvery);
      }
      return { message: null, details: null };
    case "own-key":
      return ownKeyStep(station, step, progress);
    case "fault":
      return faultStep(station, step, progress);
    default:
      return step satisfies never;
  }
}
