import { eventPlaceTaken, stepReopened } from "../store-arguments.ts";
import type { Database, Value } from "./database.ts";
import { whyNotChanged } from "./statements.ts";

/** A change that was asked for, with the values of `replace` or of `replaceWithMany`. */
type Asked = {
  readonly serial: string;
  readonly revision: number;
  readonly values: readonly Value[];
};

type Found = {
  readonly revision: number;
  readonly last_step: number | null;
  readonly sequence: number | null;
};

/**
 * Returns what is asked after a change that was not made, in a store without triggers: throws as they do when
 * the key is still at its revision and the change went back; returns after a lost race.
 */
export function requireForward(database: Database): (asked: Asked) => Promise<void> {
  return async ({ serial, revision, values }) => {
    const [found] = await database.ask<Found>(whyNotChanged, [serial]);
    if (found === undefined || found.revision !== revision) return;
    const lastStep = numberAt(values, 2);
    if (found.last_step !== null && (lastStep === null || lastStep < found.last_step)) {
      throw stepReopened(serial, "STEP_REOPENED: last_step never goes back");
    }
    const sequence = numberAt(values, 5);
    if (sequence !== null && sequence <= (found.sequence ?? 0)) throw eventPlaceTaken(serial);
  };
}

/** Returns a number among the values, the least one of an array. */
function numberAt(values: readonly Value[], place: number): number | null {
  const all = [values[place] ?? null].flat().filter((value) => typeof value === "number");
  return all.length === 0 ? null : Math.min(...all);
}
