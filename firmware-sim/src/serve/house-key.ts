import { type TimeStep, timeStep } from "@jeton/core/units";
import { CounterKey, drawQuartz, keyCode, SimulatedKey, seedOf } from "@jeton/key";
import { hexToBytes } from "@noble/hashes/utils.js";
import type { HouseTime } from "../time/house-time.ts";
import type { CounterKeyPlan, KeyPlan, NewKeyOperation } from "./operation.ts";

/** A key of a house, by what moves its code on: a clock (RFC 6238) or its button (RFC 4226). */
export type HouseKey =
  | { readonly kind: "totp"; readonly key: SimulatedKey }
  | { readonly kind: "hotp"; readonly key: CounterKey; readonly seed: Uint8Array };

/** Makes the key of a plan. Throws RangeError for a plan outside its ranges. */
export function newHouseKey(operation: NewKeyOperation, time: HouseTime): HouseKey {
  switch (operation.kind) {
    case "create-key":
      return { kind: "totp", key: timeKey(operation.key, time) };
    case "create-counter-key":
      return counterKey(operation.key, time);
    default:
      return operation satisfies never;
  }
}

/**
 * Returns what computes the code of any step of the key, whatever its glass shows; null for a key
 * without a seed.
 */
export function codesOf(entry: HouseKey): ((step: number) => string) | null {
  const seed = entry.kind === "hotp" ? entry.seed : seedOf(entry.key.state());
  if (seed === null) return null;
  const { parameters } = entry.key;
  return (step) => keyCode(seed, timeStep(step), parameters);
}

/** Returns the step of the code that the key shows, or would show; null before its first one. */
export function stepOf(entry: HouseKey): TimeStep | null {
  if (entry.kind === "totp") return entry.key.step();
  const counter = entry.key.counter();
  return counter === 0 ? null : timeStep(counter - 1);
}

function timeKey(plan: KeyPlan, time: HouseTime): SimulatedKey {
  const { serial, parameters, offsetMilliseconds, display, selfTestMilliseconds } = plan;
  const drawn =
    plan.quartzSeed === null ? null : drawQuartz(plan.quartzSeed, { bornAt: time.source.now() });
  return new SimulatedKey({
    serial,
    seed: hexToBytes(plan.seedHex),
    parameters,
    program: { display, selfTestMilliseconds },
    timeSource: time.source,
    offsetMilliseconds,
    ratePpm: plan.ratePpm + (drawn?.ratePpm ?? 0),
    ...(drawn !== null && { quartz: drawn.quartz }),
    randomSeed: plan.randomSeed,
  });
}

function counterKey(plan: CounterKeyPlan, time: HouseTime): HouseKey {
  const seed = hexToBytes(plan.seedHex);
  const key = new CounterKey({ ...plan, seed, timeSource: time.source });
  return { kind: "hotp", key, seed };
}
