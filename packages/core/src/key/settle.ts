import { countsUntil } from "../base/floor.ts";
import { scaleUp } from "../base/interval.ts";
import { isTermOver, termAt } from "../base/term.ts";
import type { UnixMilliseconds } from "../base/units.ts";
import type { AskedNext } from "../clock/asked-next.ts";
import type { ClockBounds } from "../clock/clock-belief.ts";
import { nextCodeSteps } from "../clock/window.ts";
import type { Lane } from "./failures.ts";
import type { KeyRecord } from "./key-record.ts";
import { movingFactorOf } from "./moving-factor.ts";
import { settleRecoveryCodes } from "./recovery-codes.ts";
import { settleTemporaryCode } from "./temporary-code.ts";

/**
 * Returns the record as it stands at `now`: without blocks, commissionings, temporary and recovery codes that have ended. What
 * seems to begin in the future begins now, so that it ends in its own time once it is stored.
 */
export function settle(record: KeyRecord, now: UnixMilliseconds): KeyRecord {
  const spares = settleRecoveryCodes(settleTemporaryCode(record, now), now);
  return settleBlocks(settleCommissioning(spares, now), now);
}

function settleCommissioning(record: KeyRecord, now: UnixMilliseconds): KeyRecord {
  const { state } = record;
  if (state.kind !== "choosing-pin" && state.kind !== "confirming-pin") return record;
  if (isTermOver(state.term, now)) return { ...record, state: { kind: "assigned" }, asked: [] };
  const term = termAt(state.term, now);
  return term === state.term ? record : { ...record, state: { ...state, term } };
}

function settleBlocks(record: KeyRecord, now: UnixMilliseconds): KeyRecord {
  const { strangers, devices } = record.failures;
  const settled = {
    strangers: settleLane(strangers, now),
    devices: devices.map((lane) => settleLane(lane, now)),
  };
  const isSame =
    settled.strangers === strangers &&
    settled.devices.every((lane, index) => lane === devices[index]);
  return isSame ? record : { ...record, failures: settled };
}

function settleLane<T extends Lane>(lane: T, now: UnixMilliseconds): T {
  if (lane.block === null) return lane;
  if (isTermOver(lane.block, now)) return { ...lane, block: null };
  const block = termAt(lane.block, now);
  return block === lane.block ? lane : { ...lane, block };
}

/**
 * Returns the record without waits for a next code that have ended at `now`, and without those from before a
 * floor: the codes that completed them may have been accepted on a history that was lost (law 12).
 */
export function settleAsked(
  record: KeyRecord,
  now: UnixMilliseconds,
  bounds: ClockBounds,
): KeyRecord {
  const factor = movingFactorOf(record);
  const period = factor.kind === "time" ? factor.clock.periodSeconds * 1000 : pressMilliseconds;
  const { floor } = record;
  const from = floor === undefined ? 0 : countsUntil(floor.at);
  const asked = record.asked.filter(
    (wait) => wait.at >= from && !isOver(wait, now, period, bounds),
  );
  return asked.length === record.asked.length ? record : { ...record, asked };
}

/** A counter key's next code is awaited for as long as that of a key which shows one each minute. */
const pressMilliseconds = 60_000;

/**
 * A next code is awaited for some periods. One that seems to have been wanted in the future was so by a
 * node whose clock is a little ahead, or by a clock that has gone back far.
 */
function isOver(
  asked: AskedNext,
  now: UnixMilliseconds,
  period: number,
  { rateBoundPpb, entryDelayMilliseconds }: ClockBounds,
): boolean {
  // The first code as it came up, the third after it as it went: four periods of a slow clock.
  const shown = (nextCodeSteps + 1) * period;
  const longest = shown + scaleUp(2 * rateBoundPpb, shown) + entryDelayMilliseconds;
  return Math.abs(now - asked.at) >= Math.max((nextCodeSteps + 2) * period, longest);
}
