import { idleDays, idleWords } from "./fleet-plan.ts";
import type { FleetRun } from "./fleet-run.ts";

/** The columns of `fleetRows`. */
export const fleetColumns: readonly string[] = [
  ...["HABIT", "PERIOD", "POLICY", "LOGINS", "REFUSED", "NEXT CODE", "CODES", "GUESS"],
];

/** Returns a row of words for each policy of each run. */
export function fleetRows(runs: readonly FleetRun[]): readonly (readonly string[])[] {
  return runs.flatMap(({ plan, policies }) =>
    policies.map(({ name, all }) => [
      plan.habit,
      `${plan.periodSeconds} s`,
      name,
      String(all.logins),
      percentWords(all.refused),
      percentWords(all.asked),
      all.codes.toFixed(1),
      `${(all.guess * 1e6).toFixed(1)}e-6`,
    ]),
  );
}

/** None is "0"; what would round to 0 is not. */
export function percentWords(share: number): string {
  const percent = 100 * share;
  if (percent === 0) return "0";
  return percent < 0.005 ? "< 0.01 %" : `${percent.toFixed(percent < 1 ? 2 : 1)} %`;
}

/** Returns every figure as CSV (RFC 4180): a line for each run, policy and class of idle time. */
export function fleetCsv(runs: readonly FleetRun[]): string {
  const head =
    "habit,period_s,place,keys,years,seed,policy,idle,logins,refused_share,next_code_share,codes_mean,guess_mean";
  const lines = runs.flatMap(({ plan, policies }) =>
    policies.flatMap(({ name, all, byIdle }) =>
      [["all", all] as const, ...byIdle.map((each, index) => [idleWords(index), each] as const)]
        .filter(([, each]) => each !== null)
        .map(([idle, each]) =>
          [
            ...[plan.habit, plan.periodSeconds, plan.place, plan.keys, plan.years, plan.seed],
            ...[name, idle, each?.logins, each?.refused, each?.asked, each?.codes, each?.guess],
          ].join(","),
        ),
    ),
  );
  return `${[head, ...lines].join("\r\n")}\r\n`;
}

/** Returns a Markdown page with the table of all runs; `command` made it. */
export function fleetMarkdown(runs: readonly FleetRun[], command: string): string {
  const plan = runs[0]?.plan;
  const rows = fleetRows(runs).map((row) => `| ${row.join(" | ")} |`);
  return `# Window policies over a fleet

Made by \`${command}\`; do not edit.

${plan?.keys} keys, each ${plan?.years} years, once for each habit and period. Every policy meets the same
codes at the same moments; steps are compared, no codes are computed. Crystals, places, habits and
policies are explained in [fleet.md](fleet.md).

"Refused" and "next code" are shares of all logins; "codes" is how many codes pass at once, in the
mean; "guess" is the chance that a random 6-digit code passes.

| ${fleetColumns.map((name) => name.toLowerCase()).join(" | ")} |
|${fleetColumns.map((_, index) => (index < 3 ? "---" : "---:")).join("|")}|
${rows.join("\n")}
`;
}

/** How many classes of idle time there are. */
export const idleClassCount: number = idleDays.length + 1;
