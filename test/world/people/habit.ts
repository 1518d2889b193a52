import type { Chance } from "../parts/chance.ts";
import type { HolderCard, World } from "../world.ts";
import type { HolderPlan } from "../world-plan.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** Returns the milliseconds until a holder comes again, by habit. */
export function untilNextVisit({ everyDays }: HolderPlan, chance: Chance, now: number): number {
  const mean = everyDays * day;
  if (everyDays > 3) return Math.round(mean * chance.between(0.5, 1.5));
  // Once on each such day, at some hour of the working day.
  return Math.round(mean - (now % day) + chance.between(7, 18) * hour);
}

/** Whether the key must be put in service first: it has no PIN, or there is no key. */
export function needsNewStart({ ledger }: World, { key }: HolderCard): boolean {
  if (key === null) return true;
  const state = ledger.recordOf(key.serial)?.state.kind;
  return state === "assigned" || state === "choosing-pin" || state === "confirming-pin";
}
