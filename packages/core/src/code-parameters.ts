import type { StepClock } from "./units.ts";

/** The HMAC's hash (RFC 6238 §1.2). Every hardware key known to us uses SHA-1. */
export type Algorithm = "SHA-1" | "SHA-256" | "SHA-512";

/** The algorithms in the order in which people are offered them. */
export const algorithms: readonly Algorithm[] = ["SHA-1", "SHA-256", "SHA-512"];

/** What a key's codes depend on besides its seed. */
export type CodeParameters = StepClock & {
  readonly algorithm: Algorithm;
  /** Digits of a code, 6 to 10. */
  readonly digits: number;
};

/** The keys described by the procedure: SHA-1, 6 digits, 60 s, T0 = 0. */
export const defaultCodeParameters: CodeParameters = {
  algorithm: "SHA-1",
  digits: 6,
  periodSeconds: 60,
  t0Seconds: 0,
};

/**
 * Answers the parameters, checked, with defaults for what is absent.
 * Throws RangeError for an unknown algorithm, digits outside 6..10, a period outside 1..86400 s
 * or a T0 that is not whole seconds >= 0.
 */
export function codeParameters(wanted: Partial<CodeParameters> = {}): CodeParameters {
  const parameters = { ...defaultCodeParameters, ...wanted };
  if (!algorithms.includes(parameters.algorithm)) {
    throw refused("algorithm", `"${parameters.algorithm}"`, `one of ${algorithms.join(", ")}`);
  }
  requireWhole("digits", parameters.digits, 6, 10);
  requireWhole("period", parameters.periodSeconds, 1, 86_400);
  requireWhole("T0", parameters.t0Seconds, 0, Number.MAX_SAFE_INTEGER / 1000);
  return parameters;
}

/**
 * The shortest period of a key that people use, in seconds. A holder may take 30 s to type a code;
 * with a shorter period that alone spans more steps than pass at once, so that a good key is
 * refused (law 4).
 */
export const keyPeriodSecondsMin = 15;

/**
 * Returns the parameters of a key that people use, checked like `codeParameters` does.
 * Throws RangeError as that does, and for a period under 15 s.
 */
export function keyParameters(wanted: Partial<CodeParameters> = {}): CodeParameters {
  const parameters = codeParameters(wanted);
  const { periodSeconds } = parameters;
  if (periodSeconds < keyPeriodSecondsMin) {
    throw new RangeError(
      `Cannot use ${periodSeconds} as period of a key: expected ${keyPeriodSecondsMin} s or more, since typing a code may take 30 s`,
    );
  }
  return parameters;
}

function requireWhole(name: string, value: number, min: number, max: number): void {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw refused(name, String(value), `a whole number from ${min} to ${Math.floor(max)}`);
  }
}

function refused(name: string, found: string, wanted: string): RangeError {
  return new RangeError(`Cannot use ${found} as ${name}: expected ${wanted}`);
}
