import type { TemperatureProfileName } from "@jeton/key";

/** What is played, as plain data: it goes to the workers and stands in the report. */
export type FleetPlan = {
  readonly keys: number;
  readonly years: number;
  readonly periodSeconds: number;
  readonly habit: string;
  readonly policies: readonly string[];
  /** Where the keys lie. */
  readonly place: TemperatureProfileName;
  /** From which crystals, habits and delays are drawn; the same gives the same results. */
  readonly seed: number;
};

/** From the display to the server, s: evenly between. */
export const delaySeconds = { min: 3, max: 20 } as const;

/** At the first use a key is off by at most this, s: evenly. */
export const firstOffsetSeconds = 30;

/** Of how many keys the offsets are kept for the picture of their spread. */
export const sampledKeysMax = 5000;

/** The offset is sampled so often a year. */
export const samplesAYear = 4;

/** Upper ends of the classes of idle time since the login before, days; the last has none. */
export const idleDays: readonly number[] = [1, 7, 30, 90, 180, 365];

/** Returns the words for a class of idle time. */
export function idleWords(index: number): string {
  const [from, to] = [idleDays[index - 1], idleDays[index]];
  if (from === undefined) return `up to ${to} day`;
  return to === undefined ? `over ${from} days` : `${from} to ${to} days`;
}
