import type { LayoutSegment } from "../layout/glass-layout.ts";
import { mean, median } from "./means.ts";

/** What is seen at a place: the clear glass round it, and how much darker it is, in parts of that. */
type Seen = { readonly background: number; readonly dark: number };

/** How a glass is lit. */
export type Light = {
  /** How much darker ink is than the glass where it is lit as usual, 0 .. 1. */
  readonly contrast: number;
  /** How bright the clear glass usually is. */
  readonly usual: number;
  /** Returns how dark ink is where the clear glass is so bright, as the digits show it. */
  inked(place: Pick<Seen, "background">): number;
  /** Returns the least that ink may be there: if all light that is more than usual were glare. */
  least(place: Pick<Seen, "background">): number;
};

/**
 * Returns how the glass is lit. Where it is brighter than usual it may be lit more, which leaves the contrast as it
 * is, or mirror a light, which takes contrast away. Which of both, the segments that are on there show.
 */
export function lightOn(samples: readonly (Seen & { readonly segment: LayoutSegment })[]): Light {
  const digits = samples.filter(({ segment }) => /^\d/.test(segment.id));
  const usual = median(samples.map(({ background }) => background));
  const left = ({ background }: Pick<Seen, "background">): number => {
    const glare = Math.max(0, (background - usual) / Math.max(1, 255 - usual));
    return Math.max(0.02, (1 - glare) * Math.min(1, usual / Math.max(1, background)));
  };
  let share = 0;
  let contrast = levelOf(digits.map(({ dark }) => dark));
  for (let turn = 0; turn < 3; turn += 1) {
    const inked = (place: Seen): number => contrast * left(place) ** share;
    contrast = levelOf(digits.map((place) => place.dark / left(place) ** share));
    const on = digits.filter((place) => place.dark >= 0.5 * inked(place));
    share = glareShare(on, contrast, left);
  }
  return {
    ...{ contrast, usual },
    inked: (place) => contrast * left(place) ** share,
    least: (place) => contrast * left(place),
  };
}

/** So much of such evidence is taken to speak for light alone, so that noise on an evenly lit glass is no glare. */
const priorWeight = 0.02;

/**
 * Returns which part of what glare would take is taken where segments are on, 0 .. 1: the slope of their darkness over
 * what glare would leave, both in logarithms.
 */
function glareShare(on: readonly Seen[], contrast: number, left: (place: Seen) => number): number {
  let [over, all] = [0, priorWeight];
  for (const place of on) {
    const taken = Math.log(left(place));
    over += taken * Math.log(Math.max(0.01, place.dark) / contrast);
    all += taken * taken;
  }
  return Math.min(1, Math.max(0, over / all));
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
