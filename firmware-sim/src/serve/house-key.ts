import { type OcraSuite, type TimeStep, timeStep } from "@jeton/core/units";
import {
  CounterKey,
  drawQuartz,
  KeypadKey,
  keyCode,
  keyResponse,
  SimulatedKey,
  seedOf,
} from "@jeton/key";
import { hexToBytes } from "@noble/hashes/utils.js";
import type { HouseTime } from "../time/house-time.ts";
import type { CounterKeyPlan, KeyPlan, KeypadKeyPlan, NewKeyOperation } from "./operation.ts";

/**
 * A key of a house, by what makes its code another one: a clock (RFC 6238), its button (RFC 4226) or a
 * challenge (RFC 6287).
 */
export type HouseKey =
  | { readonly kind: "totp"; readonly key: SimulatedKey }
  | { readonly kind: "hotp"; readonly key: CounterKey; readonly seed: Uint8Array }
  | { readonly kind: "ocra"; readonly key: KeypadKey; readonly seed: Uint8Array };

/** A key whose codes ask for nothing. */
export type SteppingKey = Exclude<HouseKey, { kind: "ocra" }>;

/** Makes the key of a plan. Throws RangeError for a plan outside its ranges. */
export function newHouseKey(operation: NewKeyOperation, time: HouseTime): HouseKey {
  switch (operation.kind) {
    case "create-key":
      return { kind: "totp", key: timeKey(operation.key, time) };
    case "create-counter-key":
      return counterKey(operation.key, time);
    case "create-keypad-key":
      return keypadKey(operation.key, time);
    default:
      return operation satisfies never;
  }
}

/**
 * Returns what computes the code of any step of the key, whatever its glass shows; null for a key
 * without a seed.
 */
export function codesOf(entry: SteppingKey): ((step: number) => string) | null {
  const seed = entry.kind === "hotp" ? entry.seed : seedOf(entry.key.state());
  if (seed === null) return null;
  const { parameters } = entry.key;
  return (step) => keyCode(seed, timeStep(step), parameters);
}

/**
 * Returns what computes the response of a key with a keypad at any step, whatever its glass shows: of its counter, or
 * else of its clock. Where it has neither, every step has the same response.
 */
export function responsesOf(
  { key, seed }: Extract<HouseKey, { kind: "ocra" }>,
  entry: { readonly challenge: string; readonly pin: string },
): (step: number) => string {
  const { suite } = key;
  const step = key.step() ?? 0;
  return (at) =>
    keyResponse(seed, suite, {
      ...entry,
      ...(suite.hasCounter ? { counter: at, step } : { counter: 0, step: at }),
    });
}

/** Returns whether anything but the challenge makes a response another one. */
export function isMoving({ hasCounter, periodSeconds }: OcraSuite): boolean {
  return hasCounter || periodSeconds !== null;
}

/** Returns the step of the code that the key shows, or would show; null before its first one. */
export function stepOf(entry: SteppingKey): TimeStep | null {
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

function keypadKey({ seedHex, counter, ...plan }: KeypadKeyPlan, time: HouseTime): HouseKey {
  const seed = hexToBytes(seedHex);
  const key = new KeypadKey({ ...plan, seed, counter, timeSource: time.source });
  return { kind: "ocra", key, seed };
}
