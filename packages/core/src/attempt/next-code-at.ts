import { type Interval, middle } from "../base/interval.ts";
import { momentAfter, type TimeStep, type UnixMilliseconds } from "../base/units.ts";
import { offsetAt } from "../clock/clock-belief.ts";
import { clockOf } from "../codes/key-parameters.ts";
import type { KeyRecord } from "../key/key-record.ts";
import type { Policy } from "../key/policy.ts";
import { believed } from "./code-match.ts";

/**
 * Returns about when, by the server's clock, a time key shows the code after the one with which its
 * commissioning began; null while none is under way. Of a counter key, which shows it when its button is
 * pressed, it is always null. It tells nothing of later attempts: one that spent a code and one that did not
 * leave the same answer (law 6).
 */
export function nextCodeAt(
  record: KeyRecord,
  now: UnixMilliseconds,
  policy: Policy,
): UnixMilliseconds | null {
  const { state } = record;
  if (state.kind !== "choosing-pin" && state.kind !== "confirming-pin") return null;
  return codeAfter(record, state.firstStep, now, policy);
}

/**
 * Returns about when, by the server's clock, a time key shows the code after that of `step`; null for a
 * counter key, of which time says nothing.
 */
export function codeAfter(
  record: KeyRecord,
  step: TimeStep,
  now: UnixMilliseconds,
  policy: Policy,
): UnixMilliseconds | null {
  const clock = clockOf(record.parameters);
  if (clock === null) return null;
  const keyTime = (clock.t0Seconds + (step + 1) * clock.periodSeconds) * 1000;
  const offset = likelyOffset(offsetAt(believed(record, clock, now, policy), now));
  return momentAfter(keyTime, -offset);
}

/** Most clocks are right: where a right one is possible it is assumed. */
function likelyOffset(offset: Interval): number {
  return offset.min <= 0 && offset.max >= 0 ? 0 : middle(offset);
}
