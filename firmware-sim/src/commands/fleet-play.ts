import { closeSync, openSync, writeFileSync } from "node:fs";
import { progressBar, table, withFile } from "@jeton/cli";
import type { FleetPlan } from "../fleet/fleet-plan.ts";
import { fleetReport } from "../fleet/fleet-report.ts";
import { type FleetRun, fleetRun } from "../fleet/fleet-run.ts";
import { fleetColumns, fleetCsv, fleetMarkdown, fleetRows } from "../fleet/fleet-tables.ts";
import { runFleet } from "../fleet/run-fleet.ts";

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
  const runs: FleetRun[] = [];
  for (const [index, plan] of plans.entries()) {
    const tally = await runFleet(plan, {
      ...(options.workers !== undefined && { workers: options.workers }),
      progress: (done) => bar.at(index * keys + done),
    });
    runs.push(fleetRun(plan, tally));
  }
  bar.end();
  deliver(runs, options);
  if (process.stderr.isTTY) {
    process.stderr.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  }
}

function deliver(runs: readonly FleetRun[], options: FleetOptions): void {
  const command = commandOf(options);
  if (options.html !== undefined) write(options.html, fleetReport(runs, command));
  if (options.csv !== undefined) write(options.csv, fleetCsv(runs));
  if (options.markdown !== undefined) write(options.markdown, fleetMarkdown(runs, command));
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

/** A run of minutes must not fail at its end for a name that was wrong from the start. */
function requireWritable(file: string | undefined): void {
  if (file !== undefined) writing(file, () => closeSync(openSync(file, "a")));
}

function write(file: string, text: string): void {
  writing(file, () => writeFileSync(file, text));
}

function writing(file: string, work: () => void): void {
  withFile({ act: "write", file, wanted: "a file that can be written" }, work);
}
