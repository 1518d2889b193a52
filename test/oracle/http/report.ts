import { table } from "@jeton/cli";
import { quartiles } from "../../bench/statistics.ts";
import { holm, type Shift, shiftOf } from "../signed-rank.ts";
import type { CauseSample } from "./measure.ts";
import { plantedName } from "./planted.ts";

/** What is asked of a run. */
export type Limits = {
  /** A difference that lies beyond this with confidence fails the run, ms. */
  readonly boundMilliseconds: number;
  /** The chance that a run without any difference says that there is one. */
  readonly alarmChance: number;
};

export type Verdict =
  /** Nothing that chance would not give. */
  | "none found"
  /** There is a difference, and it may be smaller than the bound. */
  | "within the bound"
  | "beyond the bound"
  /** No clock is needed: the answer is another one. */
  | "another answer"
  | "too few pairs";

export type Row = {
  readonly door: string;
  readonly cause: string;
  readonly shift: Shift | null;
  /** Wilcoxon's p after Holm's correction over the whole run. */
  readonly p: number;
  readonly median: number;
  readonly verdict: Verdict;
  readonly answerDiffers: string | null;
};

/** Judges all that was measured in one run together. */
export function judged(
  doors: readonly { readonly door: string; readonly samples: readonly CauseSample[] }[],
  { boundMilliseconds, alarmChance }: Limits,
): readonly Row[] {
  const all = doors.flatMap(({ door, samples }) =>
    samples.map((sample) => ({ ...sample, door, isEnough: sample.differences.length >= pairsMin })),
  );
  const tests = all.filter(({ isEnough }) => isEnough).length;
  // All intervals hold at once with the whole confidence.
  const confidence = 1 - alarmChance / Math.max(1, tests);
  const shifts = all.map(({ isEnough, differences }) =>
    isEnough ? shiftOf(differences, confidence) : null,
  );
  const ps = holm(shifts.flatMap((shift) => (shift === null ? [] : [shift.p])));
  let next = 0;
  return all.map(({ door, cause, times, answerDiffers }, index) => {
    const shift = shifts[index] ?? null;
    const p = shift === null ? 1 : (ps[next++] ?? 1);
    const median = times.length === 0 ? Number.NaN : quartiles(times).median;
    const verdict =
      answerDiffers === null
        ? verdictOf(shift, p, boundMilliseconds, alarmChance)
        : "another answer";
    return { door, cause, shift, p, median, verdict, answerDiffers };
  });
}

/** With fewer the signed-rank test's approximation is none. */
const pairsMin = 10;

function verdictOf(shift: Shift | null, p: number, bound: number, alarmChance: number): Verdict {
  if (shift === null) return "too few pairs";
  if (p >= alarmChance) return "none found";
  return shift.low > bound || shift.high < -bound ? "beyond the bound" : "within the bound";
}

/** Returns what makes a run fail, each in a line; none when it passed. */
export function complaintsOf(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ door, cause, shift, verdict, answerDiffers }) => {
    if (cause === plantedName) {
      return shift !== null && shift.low > 0
        ? []
        : [
            `${door}: not even the planted delay was found: measure longer, or on a quieter machine`,
          ];
    }
    if (verdict === "another answer") return [`${door}, ${cause}: ${answerDiffers}`];
    if (verdict !== "beyond the bound") return [];
    const { estimate = 0, low = 0, high = 0 } = shift ?? {};
    return [`${door}, ${cause}: ${ms(estimate)} ms (${ms(low)} to ${ms(high)})`];
  });
}

const headings = [
  ...["Door", "Cause", "Pairs", "Median", "Difference", "Interval", "p", "Detectable"],
  "Verdict",
];

/** Returns the rows for a terminal. */
export function tableOf(rows: readonly Row[]): string {
  return table(headings, rows.map(cells));
}

/** Returns the rows for a page. */
export function markdownOf(rows: readonly Row[]): string {
  const line = (each: readonly string[]) => `| ${each.join(" | ")} |\n`;
  const rule = line(headings.map((_, index) => (index < 2 || index > 7 ? "---" : "---:")));
  return [line(headings), rule, ...rows.map((row) => line(cells(row)))].join("");
}

function cells({ door, cause, shift, p, median, verdict, answerDiffers }: Row): readonly string[] {
  if (shift === null) {
    return [door, cause, "", "", "", "", "", "", answerDiffers ?? verdict];
  }
  const { pairs, estimate, low, high, detectable } = shift;
  return [
    ...[door, cause, String(pairs), ms(median), signed(estimate)],
    ...[`${signed(low)} to ${signed(high)}`, p < 0.001 ? "< 0.001" : p.toFixed(3), ms(detectable)],
    answerDiffers ?? verdict,
  ];
}

function ms(value: number): string {
  return value.toFixed(2);
}

function signed(value: number): string {
  return `${value < 0 ? "" : "+"}${ms(value)}`;
}
