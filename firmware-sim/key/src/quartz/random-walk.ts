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
  // The spans that the last question went through: the next one is mostly near.
  const path: Span[] = [whole];
  const integralTo = (at: number): number => {
    let span = whole;
    for (let level = 1; level <= levels; level += 1) {
      const index = Math.floor(at / 2 ** (levels - level));
      const known = path[level];
      span = known?.index === index ? known : half(seed, perRootCell, span, level, index);
      path[level] = span;
    }
    return span.before + withinCell(span, at - span.index);
  };
  return { whole, integralTo };
}

/** The half of `span` that has `index` on its level. */
function half(seed: number, perRootCell: number, span: Span, level: number, index: number): Span {
  const length = 2 ** (levels - level + 1);
  const [middleNormal, areaNormal] = normals(seed, level, span.index);
  // With the straight line between the ends taken off, B is a bridge of area J. Given J, its middle
  // b has mean 3J/2h and variance h/16; given both, the halves share the rest of J but for a
  // difference of variance h³/48.
  const area = span.integral - (length * (span.from + span.to)) / 2;
  const middle = (1.5 * area) / length + (perRootCell * Math.sqrt(length) * middleNormal) / 4;
  const rest = area - (length * middle) / 2;
  const difference = perRootCell * Math.sqrt(length ** 3 / 48) * areaNormal;
  const centre = (span.from + span.to) / 2 + middle;
  const first = (length * (span.from + centre)) / 4 + (rest + difference) / 2;
  if (index % 2 === 0) {
    return { index, from: span.from, to: centre, before: span.before, integral: first };
  }
  const integral = span.integral - first;
  return { index, from: centre, to: span.to, before: span.before + first, integral };
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
