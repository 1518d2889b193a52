import type { DriftRun } from "./drift-run.ts";
import { driftingOneIn, driftPpm, setSeconds } from "./health-plan.ts";
import type { SetRun } from "./set-run.ts";

type Row = readonly string[];

/** The columns of `driftRows`. */
export const driftColumns: Row = [
  ...["HABIT", "PLACE", "DAYS", "DRIFTING", "FOUND", "MEDIAN DAY", "SOUND", "CALLED"],
];

/** Returns a row of words for each run with drifting keys. */
export function driftRows(runs: readonly DriftRun[]): readonly Row[] {
  return runs.map(({ plan, drifting, sound, days }) => [
    ...[plan.habit, plan.place, `${plan.days}`, `${drifting.keys}`],
    percent(drifting.found, drifting.keys),
    ...[days === null ? "-" : `${days.median}`, `${sound.keys}`, `${sound.called}`],
  ]);
}

/** The columns of `setRows`: a jump each. */
export const setColumns: Row = [
  ...["HABIT", ...setSeconds.map((seconds) => `${seconds} s`), "LOGINS", "CALLED"],
];

/** Returns a row of words for each run with clocks that are set. */
export function setRows(runs: readonly SetRun[]): readonly Row[] {
  return runs.map(({ plan, jumps, untouched }) => [
    plan.habit,
    ...jumps.map(({ found, keys }) => percent(found, keys)),
    ...[`${untouched.logins}`, `${untouched.called}`],
  ]);
}

/** Returns a Markdown page with both tables; `command` made it. */
export function healthMarkdown(
  drift: readonly DriftRun[],
  set: readonly SetRun[],
  command: string,
): string {
  const plan = drift[0]?.plan;
  return `# Which clocks are found

Made by \`${command}\`; do not edit. What is played, and what follows from it, is explained in
[clock-health.md](clock-health.md).

## Crystals that drift

${plan?.keys} keys of ${plan?.periodSeconds} s, of which one in ${driftingOneIn} has a crystal of ±${driftPpm} ppm. "Found" is the share of these that was
called drifting by the last day, "median day" when the middle one of them was; "called" is how many sound keys were called
drifting on any day.

${markdownTable(driftColumns, driftRows(drift), 2)}

## Clocks that are set

Each clock is set once, half of them forwards and half back, by the seconds of the column: the share that log-ins found
by the last of ${set[0]?.plan.days} days. "Logins" are those of ${set[0]?.plan.keys} keys that nobody touched, "called" is how many of these were called a
clock that was set.

${markdownTable(setColumns, setRows(set), 1)}
`;
}

function markdownTable(columns: Row, rows: readonly Row[], words: number): string {
  const head = columns.map((name) => name.toLowerCase()).join(" | ");
  const line = columns.map((_, index) => (index < words ? "---" : "---:")).join("|");
  return [`| ${head} |`, `|${line}|`, ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n");
}

/** All is "100 %", and what would round to it is not. */
function percent(part: number, whole: number): string {
  if (whole === 0) return "-";
  if (part === whole) return "100 %";
  return `${Math.min(99.9, (100 * part) / whole).toFixed(1)} %`;
}
