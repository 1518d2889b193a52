import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";
import { integratedWalk } from "./random-walk.ts";
import { squaredDeviation } from "./squared-deviation.ts";
import { celsiusAt, checkedProfile, type TemperatureProfile } from "./temperature.ts";

/**
 * What makes a tuning-fork crystal's speed differ from moment to moment, as plain JSON data. Its
 * tolerance, the part that never changes, is the rate of the `KeyClock` that it stands in.
 */
export type Quartz = {
  /** The temperature at which it runs fastest, °C, 0 .. 50. Data sheets: 25 ± 5. */
  readonly turnoverCelsius: number;
  /** The parabola round it, ppm/°C², -0.1 .. 0. Data sheets: -0.034 ± 0.01; 0: none. */
  readonly parabolaPpm: number;
  /** By how much it is faster after its first year, ppm, ±50. It goes with ln(1 + age). */
  readonly ageingPpm: number;
  /** Standard deviation of the rate's random walk after a year, ppm, 0 .. 20. */
  readonly walkPpm: number;
  /** Which random walk: a whole number, 0 .. 2^32-1. */
  readonly walkSeed: number;
  /** When its age was 0. */
  readonly bornAt: UnixMilliseconds;
  readonly temperature: TemperatureProfile;
};

/** A perfect crystal at 25 °C. With the rate of its clock it makes a straight line. */
export const idealQuartz: Quartz = {
  turnoverCelsius: 25,
  parabolaPpm: 0,
  ageingPpm: 0,
  walkPpm: 0,
  walkSeed: 0,
  bornAt: unixMilliseconds(0),
  temperature: { kind: "constant", celsius: 25 },
};

/** The parabola of tuning forks at 32,768 Hz, ppm/°C². */
export const tuningForkParabolaPpm = -0.034;

/** Returns `quartz` checked. Throws RangeError for a field outside the range that its type states. */
export function checkedQuartz(quartz: Quartz): Quartz {
  const limits: readonly (readonly [keyof Quartz, number, number])[] = [
    ["turnoverCelsius", 0, 50],
    ["parabolaPpm", -0.1, 0],
    ["ageingPpm", -50, 50],
    ["walkPpm", 0, 20],
    ["walkSeed", 0, 2 ** 32 - 1],
  ];
  for (const [field, min, max] of limits) {
    const value = quartz[field];
    if (typeof value === "number" && value >= min && value <= max) continue;
    throw new RangeError(`Cannot use ${value} as ${field} of a quartz: expected ${min} to ${max}`);
  }
  if (!Number.isInteger(quartz.walkSeed)) {
    throw new RangeError(`Cannot use ${quartz.walkSeed} as walkSeed: expected a whole number`);
  }
  unixMilliseconds(quartz.bornAt);
  checkedProfile(quartz.temperature);
  return quartz;
}

/**
 * Returns how far the quartz has run ahead by `at` for its temperature, its age and its random
 * walk, whole nanoseconds. Only differences of its answers mean something. It depends on `at` and
 * nothing else, so that whoever looks often and whoever looks once in five years see the same.
 */
export function wanderNanoseconds(quartz: Quartz, at: number): number {
  return quartz === idealQuartz ? 0 : Math.round(integralsOf(quartz)(at));
}

/**
 * Returns how far the quartz runs ahead from `from` to `to`, whole nanoseconds: the difference of what
 * `wanderNanoseconds` says, which is remembered for the last `from`.
 */
export function wanderBetween(quartz: Quartz, from: number, to: number): number {
  return quartz === idealQuartz ? 0 : integralsOf(quartz).between(from, to);
}

/** Returns the speed error at `at` that comes on top of the tolerance, ppm; positive runs fast. */
export function wanderPpm(quartz: Quartz, at: number): number {
  const { parabolaPpm, turnoverCelsius, ageingPpm, temperature } = quartz;
  const fromTurnover = celsiusAt(temperature, at) - turnoverCelsius;
  const age = ageYears(quartz, at);
  const walk = integralsOf(quartz).walk(at - quartz.bornAt);
  const walkLater = integralsOf(quartz).walk(at + walkSpan - quartz.bornAt);
  return (
    parabolaPpm * fromTurnover ** 2 +
    (ageingPpm * Math.log1p(age)) / Math.LN2 +
    (walkLater - walk) / walkSpan
  );
}

const year = 365.25 * 86_400_000;
/** The walk's rate is taken over so many ms. */
const walkSpan = 60_000;
/** A ppm over a millisecond is a nanosecond. */
type Integrals = {
  (at: number): number;
  readonly walk: (age: number) => number;
  readonly between: (from: number, to: number) => number;
};

// What is worked out once for a quartz: it is data, and the same object is asked again and again.
const worked = new WeakMap<Quartz, Integrals>();

function integralsOf(quartz: Quartz): Integrals {
  const known = worked.get(quartz);
  if (known !== undefined) return known;
  const squared = squaredDeviation(quartz.temperature, quartz.turnoverCelsius);
  const walk = integratedWalk(quartz.walkSeed, quartz.walkPpm);
  const { parabolaPpm } = quartz;
  const integral = (at: number): number =>
    (parabolaPpm === 0 ? 0 : parabolaPpm * squared(at)) +
    aged(quartz, at) +
    walk(at - quartz.bornAt);
  let knownFrom = Number.NaN;
  let wandered = 0;
  const between = (from: number, to: number): number => {
    if (from !== knownFrom) {
      wandered = Math.round(integral(from));
      knownFrom = from;
    }
    return Math.round(integral(to)) - wandered;
  };
  const made = Object.assign(integral, { walk, between });
  worked.set(quartz, made);
  return made;
}

/** ∫ ageing: with x years of age, A/ln 2 · ((1+x) ln(1+x) - x) years. */
function aged(quartz: Quartz, at: number): number {
  if (quartz.ageingPpm === 0) return 0;
  const age = ageYears(quartz, at);
  return (quartz.ageingPpm / Math.LN2) * ((1 + age) * Math.log1p(age) - age) * year;
}

function ageYears(quartz: Quartz, at: number): number {
  return Math.max(0, at - quartz.bornAt) / year;
}
