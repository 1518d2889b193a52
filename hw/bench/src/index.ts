export type { DriftEstimate } from "./drift/estimate-drift.ts";
export { type KeyVerdict, keyVerdict } from "./drift/key-verdict.ts";
export type { OwnKeyStep, Plan, PlanBoard, PlanStep } from "./plan/plan.ts";
export { PlanError } from "./plan/plan-error.ts";
export {
  type BoardInput,
  type DurationInput,
  definePlan,
  type LineInput,
  type PlanInput,
  type StepInput,
} from "./plan/plan-input.ts";
export { parseYamlPlan, readPlan } from "./plan/read-plan.ts";
export { htmlReport } from "./report/html-report.ts";
export { junitReport } from "./report/junit.ts";
export {
  type BenchResult,
  type BoardResult,
  hasPassed,
  type StepResult,
} from "./result/bench-result.ts";
export { type BenchNews, runPlan } from "./run-plan.ts";
