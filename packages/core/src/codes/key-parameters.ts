import { requireObject } from "../base/foreign.ts";
import type { StepClock } from "../base/units.ts";
import { type CodeParameters, codeParameters } from "./code-parameters.ts";
import { type CounterParameters, counterParameters } from "./counter-parameters.ts";

/**
 * The parameters of any key. Those of a time key name no moving factor: records from before there were
 * counter keys stay what they were.
 */
export type KeyParameters = CodeParameters | CounterParameters;

/** Returns whether a button moves the key's step on, and no clock. */
export function isCounterBased(parameters: KeyParameters): parameters is CounterParameters {
  return "movingFactor" in parameters;
}

/** Returns what divides time into the key's steps; null for a counter key. */
export function clockOf(parameters: KeyParameters): StepClock | null {
  return isCounterBased(parameters) ? null : parameters;
}

/**
 * The shortest period of a key that people use, in seconds. A holder may take 30 s to type a code;
 * with a shorter period that alone spans more steps than pass at once, so that a good key is
 * refused (law 4).
 */
export const keyPeriodSecondsMin = 15;

/**
 * Returns the parameters of a key that people use, checked as `codeParameters` and
 * `counterParameters` do.
 * @throws RangeError and TypeError as they do, and RangeError for a period under 15 s.
 */
export function keyParameters(wanted?: Partial<CodeParameters>): CodeParameters;
export function keyParameters(wanted: Partial<KeyParameters>): KeyParameters;
export function keyParameters(wanted: Partial<KeyParameters> = {}): KeyParameters {
  requireObject("use the parameters of a key", wanted, "an object");
  if ("movingFactor" in wanted) return counterParameters(wanted);
  const parameters = codeParameters(wanted);
  const { periodSeconds } = parameters;
  if (periodSeconds < keyPeriodSecondsMin) {
    throw new RangeError(
      `Cannot use ${periodSeconds} as period of a key: expected ${keyPeriodSecondsMin} s or more, since typing a code may take 30 s`,
    );
  }
  return parameters;
}
