export {
  type BoardInput,
  type DurationInput,
  definePlan,
  type LineInput,
  type PlanInput,
  type StepInput,
} from "./plan/plan-input.ts";
