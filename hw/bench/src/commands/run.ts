import { UsageError } from "@jeton/cli";
import type { Command } from "commander";
import type { Plan } from "../plan/plan.ts";
import { PlanError } from "../plan/plan-error.ts";
import { hasPassed } from "../result/bench-result.ts";
import {
  addReportOptions,
  type ReportOptions,
  resultTable,
  runAndReport,
} from "./report-options.ts";

/** Defines `jeton-bench run`: a plan of steps on boards. */
export function defineRun(command: Command): void {
  command.argument("<plan>", "a plan in YAML (.yaml) or TypeScript (.ts)");
  addReportOptions(command)
    .addHelpText(
      "after",
      `
Standard error tells how it goes on, standard output the result. Status 1: a step failed.
docs/guides/measure-a-board.md shows what may stand in a plan.

Examples:
  $ jeton-bench run hw/bench/plans/example.yaml
  $ jeton-bench run plan.yaml --html report.html --junit report.xml`,
    )
    .action(async (file: string, options: ReportOptions) => {
      const result = await runAndReport(await planIn(file), options);
      process.stdout.write(
        options.json === true ? `${JSON.stringify(result)}\n` : resultTable(result),
      );
      if (!hasPassed(result)) process.exitCode = 1;
    });
}

async function planIn(file: string): Promise<Plan> {
  const { readPlan } = await import("../plan/read-plan.ts");
  try {
    return await readPlan(file);
  } catch (error) {
    if (error instanceof PlanError) throw new UsageError(error.message);
    throw error;
  }
}
