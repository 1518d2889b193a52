import { progressBar, table } from "@jeton/cli";
import type { FleetPlan } from "../fleet/fleet-plan.ts";
import { type FleetRun, fleetRun } from "../fleet/fleet-run.ts";
import { fleetColumns, fleetCsv, fleetMarkdown, fleetRows } from "../fleet/fleet-tables.ts";
import { runFleets } from "../fleet/run-fleet.ts";
import { requireWritable, writeResult } from "./result-file.ts";

/** The options of `jeton-sim fleet`, as commander gives them. */
export type FleetOptions = Pick<FleetPlan, "keys" | "years" | "place" | "seed"> & {
  readonly habit: readonly string[];
  readonly period: readonly string[];
  readonly policy: readonly string[];
  readonly workers?: number;
  readonly html?: string;
  readonly csv?: string;
  readonly markdown?: string;
  readonly json?: true;
};

/** Plays every habit with every period and delivers what came of it. */
export async function playFleet(options: FleetOptions): Promise<void> {
  for (const file of [options.html, options.csv, options.markdown]) requireWritable(file);
  const { keys, years, place, seed, policy: policies } = options;
  const plans = options.habit.flatMap((habit) =>
    options.period.map(
      (period): FleetPlan => ({
        ...{ keys, years, place, seed, habit, policies, periodSeconds: Number(period) },
      }),
    ),
  );
  const began = performance.now();
  const bar = progressBar("keys", keys * plans.length);
  // It is there before the first process has started: that alone can take seconds.
  bar.at(0);
  const tallies = await runFleets(plans, {
    ...(options.workers !== undefined && { workers: options.workers }),
    progress: (done) => bar.at(done),
  });
  bar.end();
  const runs = plans.flatMap((plan, index) => {
    const tally = tallies[index];
    return tally === undefined ? [] : [fleetRun(plan, tally)];
  });
  await deliver(runs, options);
  if (process.stderr.isTTY) {
    process.stderr.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  }
}

async function deliver(runs: readonly FleetRun[], options: FleetOptions): Promise<void> {
  const command = commandOf(options);
  if (options.html !== undefined) {
    // What draws the plots takes long to load.
    const { fleetReport } = await import("../fleet/fleet-report.ts");
    writeResult(options.html, fleetReport(runs, command));
  }
  if (options.csv !== undefined) writeResult(options.csv, fleetCsv(runs));
  if (options.markdown !== undefined) writeResult(options.markdown, fleetMarkdown(runs, command));
  if (options.json === true) console.log(JSON.stringify(runs));
  else console.log(table(fleetColumns, fleetRows(runs)));
}

/** The command that gives the same results: files and threads do not matter. */
function commandOf(options: FleetOptions): string {
  return [
    "jeton-sim fleet",
    `--keys ${options.keys} --years ${options.years} --seed ${options.seed} --place ${options.place}`,
    ...options.habit.map((name) => `--habit ${name}`),
    ...options.period.map((period) => `--period ${period}`),
  ].join(" ");
}
