import type { AskedNext } from "./asked-next.ts";
import type { ClockBounds } from "./clock-belief.ts";
import { scaleUp } from "./interval.ts";
import type { KeyRecord } from "./key-record.ts";
import type { UnixMilliseconds } from "./units.ts";
import { nextCodeSteps } from "./window.ts";

/** Answers the record as it stands at `now`: what ran out is over. */
export function settle(record: KeyRecord, now: UnixMilliseconds): KeyRecord {
  const { state, block } = record;
  const pending = state.kind === "choosing-pin" || state.kind === "confirming-pin";
  if (pending && now >= state.expiresAt) {
    return settle({ ...record, state: { kind: "assigned" } }, now);
  }
  if (block !== null && block.until !== null && now >= block.until) {
    return { ...record, block: null };
  }
  return record;
}

/** Answers the record without a wait for the next code that is over at `now`. */
export function settleAsked(
  record: KeyRecord,
  now: UnixMilliseconds,
  bounds: ClockBounds,
): KeyRecord {
  const { state } = record;
  if (state.kind !== "in-service" || state.asked === null) return record;
  const { periodSeconds } = record.parameters;
  if (!isOver(state.asked, now, periodSeconds * 1000, bounds)) return record;
  return { ...record, state: { ...state, asked: null } };
}

/** A next code is awaited for some periods, and never when the clock went back. */
function isOver(
  asked: AskedNext,
  now: UnixMilliseconds,
  period: number,
  { rateBoundPpb, entryDelayMilliseconds }: ClockBounds,
): boolean {
  // The first code as it came up, the third after it as it went: four periods of a slow clock.
  const shown = (nextCodeSteps + 1) * period;
  const longest = shown + scaleUp(2 * rateBoundPpb, shown) + entryDelayMilliseconds;
  return now < asked.at || now >= asked.at + Math.max((nextCodeSteps + 2) * period, longest);
}
