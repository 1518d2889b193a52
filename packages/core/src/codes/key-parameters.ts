import { requireObject } from "../base/foreign.ts";
import type { StepClock } from "../base/units.ts";
import { type CodeParameters, codeParameters } from "./code-parameters.ts";
import { type CounterParameters, counterParameters } from "./counter-parameters.ts";
import { parseOcraSuite } from "./ocra-suite.ts";

/**
 * The parameters of any key. Those of a time key name no moving factor: records from before there were
 * counter keys stay what they were.
 */
export type KeyParameters = (CodeParameters | CounterParameters) & {
  /** The OCRA suite of a key that answers challenges (RFC 6287); absent for a key whose codes ask for nothing. */
  readonly suite?: string;
};

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
  if (wanted.suite !== undefined) return ocraParameters(wanted.suite);
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

/**
 * Returns the parameters of a key that answers challenges: its step is its counter, or the time step of its clock.
 * @throws RangeError for a suite that is none, whose responses have fewer than 6 digits, in which nothing or
 * both move, or into which a PIN or session information goes; TypeError for what is no text.
 */
export function ocraParameters(text: string): KeyParameters {
  const { algorithm, digits, hasCounter, pinHash, sessionBytes, periodSeconds } =
    parseOcraSuite(text);
  if (pinHash !== null || sessionBytes !== null || hasCounter === (periodSeconds !== null)) {
    throw new RangeError(
      `Cannot use the suite ${text} for a key of a holder: expected one with either C or T, whose PIN stands in front of the response (no P, no S)`,
    );
  }
  const form = { algorithm, digits };
  const parameters =
    periodSeconds === null ? counterParameters(form) : keyParameters({ ...form, periodSeconds });
  return { ...parameters, suite: text };
}
