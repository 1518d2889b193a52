import { scatter } from "../seeded-random.ts";

const daysOfCell = 8;
const cellMilliseconds = daysOfCell * 86_400_000;
const yearCells = 365.25 / daysOfCell;
const levels = 10;
const cells = 2 ** levels;

/** After so many days, 22 years, the walk stands still. */
export const walkDays: number = cells * daysOfCell;

/**
 * Returns a function of age (ms, negative counts as 0): the integral of a random walk of the rate
 * from birth, in ppm·ms. The walk starts at 0; after a year it is normally distributed with
 * standard deviation `ppm`.
 *
 * It is Brownian motion by halving (Lévy): of a span the values at its ends and its integral are
 * known, and the middle and the integral of its first half follow from them and two random numbers
 * of that span's own. So any age costs 10 halvings, whatever was asked before, and the answers are
 * the same in every order. Within eight days the walk is the parabola that fits.
 */
export function integratedWalk(seed: number, ppm: number): (age: number) => number {
  if (ppm === 0) return () => 0;
  const spans = makeSpans(seed, ppm);
  return (age) => {
    const at = Math.max(0, age / cellMilliseconds);
    if (at >= cells) {
      const { to, integral } = spans.whole;
      return (integral + to * (at - cells)) * cellMilliseconds;
    }
    return spans.integralTo(at) * cellMilliseconds;
  };
}

/** Of the walk over one span: its values at both ends, ppm, and its integrals, ppm·cells. */
type Span = {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** From birth to the span's beginning. */
  readonly before: number;
  /** Over the span. */
  readonly integral: number;
};

/** A span's halves. */
type Halves = { readonly first: Span; readonly second: Span };

function makeSpans(
  seed: number,
  ppm: number,
): { readonly whole: Span; readonly integralTo: (at: number) => number } {
  const perRootCell = ppm / Math.sqrt(yearCells);
  const [endNormal, areaNormal] = normals(seed, levels + 1, 0);
  const to = perRootCell * Math.sqrt(cells) * endNormal;
  // A bridge over a length h has an area of variance h³/12.
  const area = perRootCell * Math.sqrt(cells ** 3 / 12) * areaNormal;
  const whole: Span = {
    index: 0,
    from: 0,
    to,
    before: 0,
    integral: (cells * to) / 2 + area,
  };
  // The halves that the last question went through, by level, and the cell that it ended in: the next
  // question is mostly about the same cell or the one after it.
  const path: Halves[] = [];
  let last: Span | null = null;
  const integralTo = (at: number): number => {
    const cell = Math.floor(at);
    if (last === null || last.index !== cell) {
      let span = whole;
      for (let level = 1; level <= levels; level += 1) {
        const index = cell >> (levels - level);
        let halves = path[level - 1];
        if (halves === undefined || halves.first.index !== (index & ~1)) {
          halves = halved(seed, perRootCell, span, level);
          path[level - 1] = halves;
        }
        span = (index & 1) === 0 ? halves.first : halves.second;
      }
      last = span;
    }
    return last.before + withinCell(last, at - cell);
  };
  return { whole, integralTo };
}

/** Of each level: the length of the spans that are halved on it, and the roots of their variances. */
const lengths = Array.from({ length: levels + 1 }, (_, level) => 2 ** (levels - level + 1));
const middleRoots = lengths.map((length) => Math.sqrt(length));
const areaRoots = lengths.map((length) => Math.sqrt(length ** 3 / 48));

/** Returns the halves of `span`, which lie on `level`. */
function halved(seed: number, perRootCell: number, span: Span, level: number): Halves {
  const length = lengths[level] ?? 0;
  const [middleNormal, areaNormal] = normals(seed, level, span.index);
  // With the straight line between the ends taken off, B is a bridge of area J. Given J, its middle
  // b has mean 3J/2h and variance h/16; given both, the halves share the rest of J but for a
  // difference of variance h³/48.
  const area = span.integral - (length * (span.from + span.to)) / 2;
  const middle =
    (1.5 * area) / length + (perRootCell * (middleRoots[level] ?? 0) * middleNormal) / 4;
  const rest = area - (length * middle) / 2;
  const difference = perRootCell * (areaRoots[level] ?? 0) * areaNormal;
  const centre = (span.from + span.to) / 2 + middle;
  const first = (length * (span.from + centre)) / 4 + (rest + difference) / 2;
  const { from, to, before } = span;
  const index = 2 * span.index;
  return {
    first: { index, from, to: centre, before, integral: first },
    second: {
      index: index + 1,
      from: centre,
      to,
      before: before + first,
      integral: span.integral - first,
    },
  };
}

/** ∫ over the first `part` (0 .. 1) of a cell of the parabola through both ends with its integral. */
function withinCell({ from, to, integral }: Span, part: number): number {
  const area = integral - (from + to) / 2;
  const line = from * part + ((to - from) * part * part) / 2;
  return line + area * part * part * (3 - 2 * part);
}

/** Two independent normal numbers of one span (Box and Muller). */
function normals(seed: number, level: number, index: number): readonly [number, number] {
  const radius = Math.sqrt(-2 * Math.log((scatter(seed, 2 * level, index) + 0.5) / 2 ** 32));
  const angle = (2 * Math.PI * scatter(seed, 2 * level + 1, index)) / 2 ** 32;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
