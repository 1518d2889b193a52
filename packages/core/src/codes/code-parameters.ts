import { requireObject, requireText, requireWhole } from "../base/foreign.ts";
import { requirePeriod, requireT0, type StepClock } from "../base/units.ts";

/** The HMAC's hash (RFC 6238 §1.2). Every hardware key known to us uses SHA-1. */
export type Algorithm = "SHA-1" | "SHA-256" | "SHA-512";

/** The algorithms in the order in which people are offered them. */
export const algorithms: readonly Algorithm[] = ["SHA-1", "SHA-256", "SHA-512"];

/** Returns the algorithm that files and URIs name, in any spelling: SHA1, sha-256, HmacSHA512. Null for another. */
export function algorithmNamed(text: string): Algorithm | null {
  const size = /^(?:hmac[-_]?)?sha[-_]?(1|256|512)$/i.exec(text.trim())?.[1];
  return algorithms.find((algorithm) => algorithm === `SHA-${size}`) ?? null;
}

/** How a code is made of a seed and a step, whatever moves the step on. */
export type CodeForm = {
  readonly algorithm: Algorithm;
  /** Digits of a code, 6 to 10. */
  readonly digits: number;
};

/** What the codes of a time key (RFC 6238) depend on besides its seed. */
export type CodeParameters = CodeForm & StepClock;

/** The keys described by the procedure: SHA-1, 6 digits, 60 s, T0 = 0. */
export const defaultCodeParameters: CodeParameters = {
  algorithm: "SHA-1",
  digits: 6,
  periodSeconds: 60,
  t0Seconds: 0,
};

/**
 * Returns the parameters, checked, with defaults for what is absent.
 * @throws RangeError for an unknown algorithm, digits outside 6..10, a period outside 1..86400 s
 * or a T0 that is not whole seconds >= 0, whatever is there instead: parameters often come from
 * outside, and their reader has one kind of error to catch.
 * @throws TypeError for what is no object.
 */
export function codeParameters(wanted: Partial<CodeParameters> = {}): CodeParameters {
  requireObject("use the parameters of a key", wanted, "an object");
  const { algorithm, digits, periodSeconds, t0Seconds } = { ...defaultCodeParameters, ...wanted };
  try {
    requireAlgorithm(algorithm);
    requireDigits(digits);
    requirePeriod(periodSeconds);
    requireT0(t0Seconds);
  } catch (error) {
    throw error instanceof TypeError ? new RangeError(error.message) : error;
  }
  return { algorithm, digits, periodSeconds, t0Seconds };
}

/** @throws RangeError for a text that names no algorithm, TypeError for what is no text. */
export function requireAlgorithm(value: unknown): asserts value is Algorithm {
  requireText("use a hash", value);
  if (!(algorithms as readonly string[]).includes(value)) {
    throw new RangeError(
      `Cannot use "${value}" as algorithm: expected one of ${algorithms.join(", ")}`,
    );
  }
}

/** @throws RangeError for digits that no key shows, TypeError for what is no number. */
export function requireDigits(value: unknown): asserts value is number {
  requireWhole("digits", value, digitsRange);
}

const digitsRange = { min: 6, max: 10, wanted: "a whole number from 6 to 10" };
