import type { UnixMilliseconds } from "@jeton/core/units";
import { seededRandom } from "../seeded-random.ts";
import { type Quartz, tuningForkParabolaPpm } from "./quartz.ts";
import { type TemperatureProfile, temperatureProfiles } from "./temperature.ts";

/** What crystals of one make are like: standard deviations round their nominal values. */
export type QuartzMake = {
  /** Speed error at the turnover, ppm. */
  readonly tolerancePpm: number;
  readonly turnoverCelsius: number;
  /** ppm/°C². */
  readonly parabolaPpm: number;
  /** After the first year, ppm. */
  readonly ageingPpm: number;
  /** After a year, ppm: of each crystal's walk, the same for all. */
  readonly walkPpm: number;
};

/** Crystals sold as ±20 ppm (2.5 sigma), 25 ± 5 °C, -0.034 ± 0.01 ppm/°C², ±3 ppm a year (2 sigma). */
export const usualMake: QuartzMake = {
  tolerancePpm: 8,
  turnoverCelsius: 2,
  parabolaPpm: 0.003,
  ageingPpm: 1.5,
  walkPpm: 0.5,
};

/** A crystal as it leaves the factory. */
export type DrawnQuartz = {
  readonly quartz: Quartz;
  /** Its tolerance, for the clock's rate, ppm. */
  readonly ratePpm: number;
};

/** Returns the crystal number `seed` (whole, 0 .. 2^32-1) of a make: the same for the same seed. */
export function drawQuartz(
  seed: number,
  born: {
    readonly bornAt: UnixMilliseconds;
    readonly temperature?: TemperatureProfile;
    readonly make?: QuartzMake;
  },
): DrawnQuartz {
  const random = seededRandom(seed);
  const make = born.make ?? usualMake;
  const near = (nominal: number, sigma: number, min: number, max: number): number =>
    Math.min(max, Math.max(min, nominal + sigma * random.normal()));
  return {
    ratePpm: near(0, make.tolerancePpm, -5000, 5000),
    quartz: {
      turnoverCelsius: near(25, make.turnoverCelsius, 0, 50),
      parabolaPpm: near(tuningForkParabolaPpm, make.parabolaPpm, -0.1, 0),
      ageingPpm: near(0, make.ageingPpm, -50, 50),
      walkPpm: make.walkPpm,
      walkSeed: random.whole(0, 2 ** 32 - 1),
      bornAt: born.bornAt,
      temperature: born.temperature ?? temperatureProfiles.office,
    },
  };
}
