import { progressBar, table } from "@jeton/cli";
import { driftRun } from "../health/drift-run.ts";
import type { HealthPlan } from "../health/health-plan.ts";
import {
  driftColumns,
  driftRows,
  healthMarkdown,
  setColumns,
  setRows,
} from "../health/health-tables.ts";
import { setRun } from "../health/set-run.ts";
import { requireWritable, writeResult } from "./result-file.ts";

/** The options of `jeton-sim health`, as commander gives them. */
export type HealthOptions = Pick<HealthPlan, "keys" | "days" | "seed"> & {
  readonly period: number;
  readonly markdown?: string;
  readonly json?: true;
};

/** How holders log in, and where their keys lie. */
const habits = ["daily", "office", "weekly", "monthly"] as const;
const places = ["office", "car"] as const;

/** Plays fleets with drifting crystals, and fleets whose clocks are set, and delivers what came of it. */
export function playHealth(options: HealthOptions): void {
  requireWritable(options.markdown);
  const { keys, days, seed, period: periodSeconds } = options;
  const planOf = (habit: string, place: HealthPlan["place"]): HealthPlan => ({
    ...{ keys, days, seed, periodSeconds, habit, place },
  });
  const bar = progressBar("fleets", habits.length * (places.length + 1));
  let done = 0;
  const counted = <T>(run: T): T => {
    done += 1;
    bar.at(done);
    return run;
  };
  const drift = habits.flatMap((habit) =>
    places.map((place) => counted(driftRun(planOf(habit, place)))),
  );
  const set = habits.map((habit) => counted(setRun(planOf(habit, "office"))));
  bar.end();
  const command = `jeton-sim health --keys ${keys} --days ${days} --period ${periodSeconds} --seed ${seed}`;
  if (options.markdown !== undefined) {
    writeResult(options.markdown, healthMarkdown(drift, set, command));
  }
  if (options.json === true) console.log(JSON.stringify({ drift, set }));
  else {
    console.log(table(driftColumns, driftRows(drift)));
    console.log(table(setColumns, setRows(set)));
  }
}
