import type { Point, SegmentId } from "@jeton/key";
import type { Fit } from "../find/fit.ts";
import type { GlassLayout, LayoutSegment } from "../layout/glass-layout.ts";
import { type Grey, valueAt } from "../picture/picture.ts";
import { type Pose, placed, poseOf } from "../pose/pose.ts";
import { type Light, lightOn } from "./light.ts";
import { mean, median } from "./means.ts";

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

/** What is seen of a segment, or of a third of it. */
type Patch = {
  /** How bright the clear glass is round it, 0 .. 255. */
  readonly background: number;
  /** How much darker it is than that, in parts of that. */
  readonly dark: number;
};

type Sample = Patch & {
  readonly segment: LayoutSegment;
  readonly values: readonly number[];
  /** Each third along its longer side; none of a small one. */
  readonly thirds: readonly Patch[];
};

/** Returns what each segment shows, each against the clear glass round it. */
export function judgeSegments(smooth: Grey, raw: Grey, { layout, quad }: Fit): SeenGlass {
  const pose = poseOf(layout.inkBox, quad);
  const holes = layout.holes.map((point) => ({ value: at(smooth, pose, point) }));
  const weights = weightsOf(layout);
  const samples = layout.segments.map((segment, index): Sample => {
    const values = segment.points.map((point) => at(smooth, pose, point));
    const patch = (seen: readonly number[], around: Weights | undefined): Patch => {
      const background = weighted(around, holes);
      const dark = (background - mean(seen)) / Math.max(1, background) / segment.coverage;
      return { background, dark };
    };
    const { whole, thirds } = weights.segments[index] ?? { whole: [], thirds: [] };
    return {
      ...{ segment, values },
      ...patch(values, whole),
      thirds: thirds.map(({ points, around }) =>
        patch(
          points.map((point) => values[point] ?? 0),
          around,
        ),
      ),
    };
  });
  const light = lightOn(samples);
  const noise = noiseOf(raw, layout, pose) / Math.max(1, light.usual);
  const segments = samples.map((sample) => judged(sample, light, noise));
  return {
    segments,
    contrast: light.contrast,
    explained: explainedBy(samples, segments, { holes, light, weights: weights.holes }),
  };
}

function judged(sample: Sample, light: Light, noise: number): SeenSegment {
  const { segment } = sample;
  const [inked, least] = [light.inked(sample), light.least(sample)];
  const unsure = (3 * noise) / Math.sqrt(segment.points.length) / Math.max(0.01, least);
  const isOn = sample.dark >= 0.5 * inked;
  // A segment is called off only when it would be seen on under the worst light that there may be.
  const clearness = (patch: Patch): number =>
    isOn
      ? 2 * (patch.dark / light.inked(patch) - 0.5)
      : 1 - patch.dark / Math.max(0.01, 0.5 * light.least(patch));
  const parts = sample.thirds.map((third) => clearness(third) + 0.45);
  return { id: segment.id, isOn, margin: Math.min(1, clearness(sample), ...parts) - unsure };
}

function at(grey: Grey, pose: Pose, point: Point): number {
  const [x, y] = placed(pose, point);
  return valueAt(grey, x, y);
}

const near = 10;

/** Which holes tell the background of a place, and how much each. */
type Weights = readonly (readonly [hole: number, weight: number])[];

/** Which holes tell the background of a segment and of its thirds, and which of its points are in each. */
type SegmentWeights = {
  readonly whole: Weights;
  readonly thirds: readonly { readonly points: readonly number[]; readonly around: Weights }[];
};

type LayoutWeights = {
  readonly segments: readonly SegmentWeights[];
  readonly holes: readonly Weights[];
};

const layoutWeights = new Map<GlassLayout, LayoutWeights>();

function weightsOf(layout: GlassLayout): LayoutWeights {
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
    segments: layout.segments.map((segment) => ({
      whole: around(segment.middle),
      thirds: thirdsOf(segment).map((points) => {
        const places = points.map((point) => segment.points[point] ?? segment.middle);
        return {
          points,
          around: around([mean(places.map(([x]) => x)), mean(places.map(([, y]) => y))]),
        };
      }),
    })),
    holes: layout.holes.map(around),
  };
  layoutWeights.set(layout, weights);
  return weights;
}

/** Which points are in each third of a segment along its longer side; none of a small or hollow one. */
function thirdsOf({ points, coverage }: LayoutSegment): readonly (readonly number[])[] {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const isWide = Math.max(...xs) - Math.min(...xs) > Math.max(...ys) - Math.min(...ys);
  const along = isWide ? xs : ys;
  const [low, high] = [Math.min(...along), Math.max(...along)];
  if (coverage !== 1 || high - low < 12) return [];
  return [0, 1, 2].map((third) =>
    [...points.keys()].filter((index) => {
      const part = (3 * ((along[index] ?? 0) - low)) / (high - low);
      return Math.min(2, Math.floor(part)) === third;
    }),
  );
}

function weighted(
  weights: Weights | undefined,
  holes: readonly { readonly value: number }[],
): number {
  let sum = 0;
  for (const [index, weight] of weights ?? []) sum += weight * (holes[index]?.value ?? 0);
  return sum;
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
    light,
    weights,
  }: {
    readonly holes: readonly { readonly value: number }[];
    readonly light: Light;
    readonly weights: readonly Weights[];
  },
): number {
  let [wrong, all] = [0, 0];
  const { contrast } = light;
  for (const [index, sample] of samples.entries()) {
    const { segment, values, background } = sample;
    if (segment.coverage !== 1) continue;
    const expected = segments[index]?.isOn === true ? light.inked(sample) : 0;
    for (const value of values) {
      const dark = (background - value) / Math.max(1, background);
      wrong += (dark - expected) ** 2 / values.length;
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
