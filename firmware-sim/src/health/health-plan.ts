import type { TemperatureProfileName } from "@jeton/key";

/** What is played, as plain data. */
export type HealthPlan = {
  readonly keys: number;
  readonly days: number;
  readonly periodSeconds: number;
  readonly habit: string;
  /** Where the keys lie. */
  readonly place: TemperatureProfileName;
  /** From which crystals, habits and delays are drawn; the same gives the same results. */
  readonly seed: number;
};

/** One key in so many drifts. */
export const driftingOneIn = 100;

/** How fast such a key's crystal is, or how slow: by turns, ppm. */
export const driftPpm = 50;

/** By so much clocks are set, s: forwards and backwards by turns. */
export const setSeconds: readonly number[] = [15, 30, 45, 60, 90, 120, 180, 300, 600, 3600, 36_000];
