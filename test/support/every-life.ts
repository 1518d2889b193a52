import { type Context, type KeyRecord, type KeyStateKind, timeStep } from "@jeton/core";
import fc from "fast-check";
import { anyLife } from "../arbitraries/life.ts";
import { independentCode } from "./independent-code.ts";
import { type LedLife, type Life, leadLife, type Move, stepsShowing } from "./lead-life.ts";

/** Asserts `check` of many lives, each drawn and led anew. */
export function assertOfEveryLife(check: (led: LedLife) => void, numRuns = 100): void {
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

/** Answers the state in which the key is at `now`: a commissioning that ran out is over. */
export function stateKindAt({ state }: KeyRecord, now: number): KeyStateKind {
  const pending = state.kind === "choosing-pin" || state.kind === "confirming-pin";
  return pending && now >= state.expiresAt ? "assigned" : state.kind;
}

/**
 * Answers the steps that the code presents: those that pass at once and show it, and the second
 * one of a pair after a code that asked for the next one.
 */
export function presentedSteps(
  { before, attempt, context }: Move & { readonly kind: "present" },
  { life }: LedLife,
): readonly number[] {
  const { clock } = before;
  const { now, policy } = context;
  const { code } = attempt.passcode;
  const state = stateKindAt(before, now);
  const passing = stepsShowing(life, code, { clock, state, now, policy });
  return [...passing, ...pairedSteps(before, life, code, context)];
}

/** The steps up to three behind the first code that show the code while it is awaited. */
function pairedSteps(record: KeyRecord, life: Life, code: string, context: Context): number[] {
  const { state } = record;
  if (state.kind !== "in-service" || state.asked === null) return [];
  const period = life.parameters.periodSeconds * 1000;
  const since = context.now - state.asked.at;
  if (since < 0 || since >= 5 * period) return [];
  const { entryDelayMilliseconds } = context.policy.clock;
  const slack = period + entryDelayMilliseconds + 10;
  return state.asked.steps
    .flatMap((first) => [first + 1, first + 2, first + 3].map((step) => ({ first, step })))
    .filter(({ step }) => step > (record.lastStep ?? -1))
    .filter(({ step }) => independentCode(life.seed, timeStep(step), life.parameters) === code)
    .filter(({ first, step }) => Math.abs((step - first) * period - since) <= slack)
    .map(({ step }) => step);
}

/** Answers whether a block stands at `now`. */
export function isBlockedAt({ block }: KeyRecord, now: number): boolean {
  return block !== null && (block.until === null || now < block.until);
}
