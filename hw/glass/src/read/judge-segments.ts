import type { Point, SegmentId } from "@jeton/key";
import type { Fit } from "../find/fit.ts";
import type { GlassLayout, LayoutSegment } from "../layout/glass-layout.ts";
import { type Grey, valueAt } from "../picture/picture.ts";
import { type Pose, placed, poseOf } from "../pose/pose.ts";

/** What is seen of a segment. */
export type SeenSegment = {
  readonly id: SegmentId;
  readonly isOn: boolean;
  /** How far it is from the half between off and on: 1 is as clear as can be, 0 or less is a guess. */
  readonly margin: number;
};

/** What is seen of a whole glass. */
export type SeenGlass = {
  readonly segments: readonly SeenSegment[];
  /** How much darker an ink is than the glass, 0 .. 1. */
  readonly contrast: number;
  /** How much of what is bright and dark there the segments explain: 1 all of it. */
  readonly explained: number;
};

type Sample = {
  readonly segment: LayoutSegment;
  readonly values: readonly number[];
  readonly background: number;
  /** How much darker it is than what surrounds it, in parts of that. */
  readonly dark: number;
};

/** Returns what each segment shows, each against the clear glass round it. */
export function judgeSegments(smooth: Grey, raw: Grey, { layout, quad }: Fit): SeenGlass {
  const pose = poseOf(layout.inkBox, quad);
  const holes = layout.holes.map((point) => ({ value: at(smooth, pose, point) }));
  const weights = weightsOf(layout);
  const samples = layout.segments.map((segment, index): Sample => {
    const values = segment.points.map((point) => at(smooth, pose, point));
    const background = weighted(weights.segments[index], holes);
    const dark = (background - mean(values)) / Math.max(1, background) / segment.coverage;
    return { segment, values, background, dark };
  });
  const digits = samples.filter(({ segment }) => /^\d/.test(segment.id));
  const contrast = levelOf(digits.map(({ dark }) => dark));
  const usual = median(samples.map(({ background }) => background));
  const noise = noiseOf(raw, layout, pose) / Math.max(1, usual);
  const segments = samples.map((sample) => judged(sample, { contrast, usual, noise }));
  return {
    segments,
    contrast,
    explained: explainedBy(samples, segments, { holes, contrast, weights: weights.holes }),
  };
}

function judged(
  sample: Sample,
  {
    contrast,
    usual,
    noise,
  }: { readonly contrast: number; readonly usual: number; readonly noise: number },
): SeenSegment {
  const { segment, background } = sample;
  // Where the glass is brighter than usual it may be lit more, or glare may lie on it, which takes
  // contrast away. A segment is called off only when it would be seen on under the worse of both.
  const glare = Math.max(0, (background - usual) / Math.max(1, 255 - usual));
  const least = contrast * (1 - glare) * Math.min(1, usual / Math.max(1, background));
  const unsure = (3 * noise) / Math.sqrt(segment.points.length) / Math.max(0.01, least);
  const isOn = sample.dark >= 0.5 * contrast;
  const clearness = (dark: number): number =>
    isOn ? 2 * (dark / contrast - 0.5) : 1 - dark / Math.max(0.01, 0.5 * least);
  const parts = segment.coverage === 1 ? partsOf(sample).map((dark) => clearness(dark) + 0.45) : [];
  return { id: segment.id, isOn, margin: Math.min(1, clearness(sample.dark), ...parts) - unsure };
}

/** How dark each third of the segment is, along its longer side. */
function partsOf({ segment, values, background }: Sample): readonly number[] {
  const xs = segment.points.map(([x]) => x);
  const ys = segment.points.map(([, y]) => y);
  const isWide = Math.max(...xs) - Math.min(...xs) > Math.max(...ys) - Math.min(...ys);
  const along = isWide ? xs : ys;
  const [low, high] = [Math.min(...along), Math.max(...along)];
  if (high - low < 12) return [];
  return [0, 1, 2].map((part) => {
    const within = values.filter(
      (_, index) =>
        Math.min(2, Math.floor((3 * ((along[index] ?? 0) - low)) / (high - low))) === part,
    );
    return (background - mean(within)) / Math.max(1, background);
  });
}

function at(grey: Grey, pose: Pose, point: Point): number {
  const [x, y] = placed(pose, point);
  return valueAt(grey, x, y);
}

const near = 20;

/** Which holes tell the background of a place, and how much each. */
type Weights = readonly (readonly [hole: number, weight: number])[];

const layoutWeights = new Map<
  GlassLayout,
  { readonly segments: readonly Weights[]; readonly holes: readonly Weights[] }
>();

function weightsOf(layout: GlassLayout): {
  readonly segments: readonly Weights[];
  readonly holes: readonly Weights[];
} {
  const known = layoutWeights.get(layout);
  if (known !== undefined) return known;
  const around = ([x, y]: Point): Weights => {
    const found = layout.holes.flatMap((hole, index): readonly (readonly [number, number])[] => {
      const distance = Math.hypot(hole[0] - x, hole[1] - y);
      return distance > 3 * near
        ? []
        : [[index, Math.exp(-(distance * distance) / (2 * near * near))]];
    });
    const all = found.reduce((sum, [, weight]) => sum + weight, 0);
    return found.map(([index, weight]) => [index, weight / all]);
  };
  const weights = {
    segments: layout.segments.map(({ middle }) => around(middle)),
    holes: layout.holes.map(around),
  };
  layoutWeights.set(layout, weights);
  return weights;
}

function weighted(
  weights: Weights | undefined,
  holes: readonly { readonly value: number }[],
): number {
  let sum = 0;
  for (const [index, weight] of weights ?? []) sum += weight * (holes[index]?.value ?? 0);
  return sum;
}

/** The level of what is on: the mean of the darker of two groups, split where they differ most. */
function levelOf(darks: readonly number[]): number {
  const sorted = [0, 0, 0, 0, ...darks].sort((a, b) => a - b);
  let best = { between: -1, level: 0 };
  for (let split = 1; split < sorted.length; split += 1) {
    const low = mean(sorted.slice(0, split));
    const high = mean(sorted.slice(split));
    const between = split * (sorted.length - split) * (high - low) ** 2;
    if (between > best.between) best = { between, level: high };
  }
  return best.level;
}

/** How much neighbouring places of one segment differ, 0 .. 255: noise of the picture. */
function noiseOf(raw: Grey, layout: GlassLayout, pose: Pose): number {
  const differences = layout.segments.flatMap(({ points }) => {
    const values = points.map((point) => at(raw, pose, point));
    return values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? value)));
  });
  return median(differences) / 0.95;
}

function explainedBy(
  samples: readonly Sample[],
  segments: readonly SeenSegment[],
  {
    holes,
    contrast,
    weights,
  }: {
    readonly holes: readonly { readonly value: number }[];
    readonly contrast: number;
    readonly weights: readonly Weights[];
  },
): number {
  let [wrong, all] = [0, 0];
  const expected = (isOn: boolean): number => (isOn ? contrast : 0);
  for (const [index, { segment, values, background }] of samples.entries()) {
    if (segment.coverage !== 1) continue;
    for (const value of values) {
      const dark = (background - value) / Math.max(1, background);
      wrong += (dark - expected(segments[index]?.isOn === true)) ** 2 / values.length;
      all += (dark - contrast / 2) ** 2 / values.length;
    }
  }
  const usual = median(holes.map(({ value }) => value));
  for (const [index, { value }] of holes.entries()) {
    const background = Math.max(1, weighted(weights[index], holes), 0.5 * usual);
    const dark = (background - value) / background;
    wrong += (dark ** 2 * samples.length) / holes.length;
    all += ((dark - contrast / 2) ** 2 * samples.length) / holes.length;
  }
  return 1 - wrong / Math.max(1e-9, all);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
