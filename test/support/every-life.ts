import {
  blockedUntil,
  type Context,
  clockOf,
  isTermOver,
  type KeyRecord,
  type KeyStateKind,
  type UnixMilliseconds,
} from "@jeton/core";
import fc from "fast-check";
import { anyLife } from "../arbitraries/life.ts";
import { type LedLife, leadLife, type Move, stepsShowing } from "./lead-life.ts";

/** Asserts `check` of many lives, each drawn and led anew: of 100, or as many as fast-check is set to. */
export function assertOfEveryLife(
  check: (led: LedLife) => void,
  numRuns = fc.readConfigureGlobal().numRuns ?? 100,
): void {
  fc.assert(
    fc.property(anyLife, (life) => check(leadLife(life))),
    { numRuns },
  );
}

/** Asserts `check` of every attempt of many lives. */
export function assertOfEveryAttempt(
  check: (move: Move & { readonly kind: "present" }, led: LedLife) => void,
): void {
  assertOfEveryLife((led) => {
    for (const move of led.moves) if (move.kind === "present") check(move, led);
  });
}

/** Returns the state in which the key is at `now`: a commissioning that ran out is over. */
export function stateKindAt({ state }: KeyRecord, now: UnixMilliseconds): KeyStateKind {
  const pending = state.kind === "choosing-pin" || state.kind === "confirming-pin";
  return pending && isTermOver(state.term, now) ? "assigned" : state.kind;
}

/**
 * Returns the steps that the code spends whatever comes with it: those that pass at once and show it,
 * without those after which the next code is awaited already.
 */
export function presentedSteps(
  { before, attempt, context }: Move & { readonly kind: "present" },
  { life }: LedLife,
): readonly number[] {
  const { clock, counter } = before;
  const { now, policy } = context;
  const { code } = attempt.passcode;
  const state = stateKindAt(before, now);
  const awaited = awaitedSteps(before, context);
  const passing = stepsShowing(life, code, { clock, counter, state, now, policy });
  return passing.filter((step) => !awaited.includes(step));
}

/** Returns the steps of the codes after which the next one is awaited at the moment of the context. */
export function awaitedSteps(record: KeyRecord, { now, policy }: Context): readonly number[] {
  // A commissioning that has ended takes its waits with it.
  if (stateKindAt(record, now) !== record.state.kind) return [];
  const period = (clockOf(record.parameters)?.periodSeconds ?? 60) * 1000;
  const { rateBoundPpb, entryDelayMilliseconds } = policy.clock;
  const slow = 4 * period + Math.ceil((4 * period * 2 * rateBoundPpb) / 1e9);
  const awaitedFor = Math.max(5 * period, slow + entryDelayMilliseconds);
  return record.asked
    .filter(({ at }) => Math.abs(now - at) < awaitedFor)
    .flatMap(({ steps }) => steps);
}

/** Returns whether a block of clients without a history stands at `now`. */
export function isBlockedAt({ failures }: KeyRecord, now: UnixMilliseconds): boolean {
  return blockedUntil(failures, now) !== null;
}
