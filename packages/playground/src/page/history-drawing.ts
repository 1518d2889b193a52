import type { Interval } from "@jeton/core";

/** One moment of a chart. */
export type ChartPoint = {
  readonly at: number;
  readonly truth: number;
  readonly believed: Interval;
};

export type Chart = {
  readonly points: readonly ChartPoint[];
  readonly from: number;
  readonly to: number;
  readonly title: string;
  /** Distances of the scale's lines that are round, the smallest first. */
  readonly rounds: readonly number[];
  /** Writes a value of the scale. */
  readonly say: (value: number) => string;
  /** What those hear who do not see it. */
  readonly words: string;
};

const height = 176;
const top = 22;
const bottom = height - 20;
const left = 82;

/** Draws what was believed as a band and the truth as a line, `width` px wide. */
export function drawChart(chart: Chart, width: number): string {
  const { points, from, to, title, rounds, say, words } = chart;
  // One before the first leads into the picture, which cuts it off.
  const first = points.findIndex(({ at }) => at >= from);
  const shown = points.slice(Math.max(0, first - 1));
  const { min, max } = rangeOf(shown);
  const x = (at: number): number =>
    round(left + ((at - from) * (width - left - 4)) / (to - from || 1));
  const y = (value: number): number =>
    round(bottom - ((value - min) * (bottom - top)) / (max - min));
  const upper = shown.map(({ at, believed }) => `${x(at)} ${y(believed.max)}`);
  const lower = shown.map(({ at, believed }) => `${x(at)} ${y(believed.min)}`).reverse();
  const line = shown.map(({ at, truth }) => `${x(at)} ${y(truth)}`);
  const last = shown.at(-1);
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${words}">`,
    `<text class="name" x="0" y="12">${title}</text>`,
    ...ticksOf(min, max, rounds).map(
      (value) =>
        `<path class="grid" d="M${left} ${y(value)}H${width}"/><text x="${left - 6}" y="${y(value) + 4}" text-anchor="end">${say(value)}</text>`,
    ),
    `<svg x="${left}" y="0" width="${width - left}" height="${height}" viewBox="${left} 0 ${width - left} ${height}">`,
    shown.length > 1 ? `<path class="belief" d="M${[...upper, ...lower].join("L")}Z"/>` : "",
    shown.length > 1 ? `<path class="truth" d="M${line.join("L")}"/>` : "",
    "</svg>",
    last === undefined
      ? ""
      : `<circle class="truth-dot" cx="${x(last.at)}" cy="${y(last.truth)}" r="3.5"/>`,
    `<text x="${left}" y="${height - 4}">${day(from)}</text>`,
    `<text x="${width}" y="${height - 4}" text-anchor="end">${day(to)}</text>`,
    "</svg>",
  ].join("");
}

function rangeOf(points: readonly ChartPoint[]): Interval {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const { truth, believed } of points) {
    min = Math.min(min, truth, believed.min);
    max = Math.max(max, truth, believed.max);
  }
  if (min > max) return { min: -1, max: 1 };
  const room = (max - min || 1) * 0.06;
  return { min: min - room, max: max + room };
}

/** Returns up to five values between `min` and `max`, all multiples of one of `rounds`. */
function ticksOf(min: number, max: number, rounds: readonly number[]): readonly number[] {
  const least = (max - min) / 5;
  const step = rounds.find((each) => each >= least) ?? rounds.at(-1) ?? least;
  const first = Math.ceil(min / step);
  const last = Math.floor(max / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
