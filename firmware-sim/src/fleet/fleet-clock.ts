import { unixMilliseconds } from "@jeton/core/units";
import {
  type DrawnQuartz,
  drawQuartz,
  scatter,
  seededRandom,
  temperatureProfiles,
  wanderNanoseconds,
} from "@jeton/key";
import { type FleetPlan, firstOffsetSeconds } from "./fleet-plan.ts";

/** Monday, 5 January 2026, 9:00 UTC: when every key is first used. */
export const fleetBegins: number = Date.parse("2026-01-05T09:00:00Z");

export const yearMilliseconds: number = 365.25 * 86_400_000;

/** A key's clock as the fleet needs it. */
export type FleetClock = DrawnQuartz & {
  /** At the first use, ms. */
  readonly offsetMilliseconds: number;
  /** Key clock minus true time so many ms after the first use, ms. */
  readonly offsetAt: (elapsed: number) => number;
};

/**
 * Returns the clock of a key of the fleet. It runs as a `KeyClock` with this quartz, rate and
 * offset does, which is exact to the picosecond; this one to the millisecond, and faster.
 */
export function drawFleetClock(plan: Pick<FleetPlan, "seed" | "place">, key: number): FleetClock {
  const bornAt = unixMilliseconds(fleetBegins);
  const temperature = temperatureProfiles[plan.place];
  const { quartz, ratePpm } = drawQuartz(scatter(plan.seed, 1, key), { bornAt, temperature });
  const away = seededRandom(scatter(plan.seed, 3, key)).uniform() * 2 - 1;
  const offsetMilliseconds = Math.round(away * firstOffsetSeconds * 1000);
  const wanderedBefore = wanderNanoseconds(quartz, bornAt);
  return {
    ...{ quartz, ratePpm, offsetMilliseconds },
    offsetAt(elapsed) {
      const wandered = wanderNanoseconds(quartz, fleetBegins + elapsed) - wanderedBefore;
      return Math.floor(offsetMilliseconds + (ratePpm * elapsed + wandered) / 1e6);
    },
  };
}
