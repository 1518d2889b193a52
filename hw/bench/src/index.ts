export { type KeyVerdict, keyVerdict } from "./drift/key-verdict.ts";
export type { Plan, PlanBoard } from "./plan/plan.ts";
export { PlanError } from "./plan/plan-error.ts";
export { definePlan, type PlanInput } from "./plan/plan-input.ts";
export { parseYamlPlan, readPlan } from "./plan/read-plan.ts";
export { htmlReport } from "./report/html-report.ts";
export { junitReport } from "./report/junit.ts";
export { type BenchResult, hasPassed } from "./result/bench-result.ts";
export { type BenchNews, runPlan } from "./run-plan.ts";
