import { type CodeParameters, codeAt, prepareSeed, timeStep } from "@jeton/core";
import type { CodeChange } from "@jeton/glass";
import { type Login, type LoginSummary, summarise } from "../validator/login.ts";
import { Validator } from "../validator/validator.ts";

/** What is known of a key besides, when its seed is known. */
export type KnownKey = {
  /** At the last change: key clock minus this machine's, ms, between these two; and in whole steps. */
  readonly offset: { readonly min: number; readonly max: number };
  readonly offsetSteps: number;
  readonly summary: LoginSummary;
  /** What the validator believes of the offset after the last login, ms. */
  readonly believed: Login["believedOffset"] | null;
};

/** Two weeks of one-minute steps: a clock that is further off is no clock. */
const stepsMax = 20_160;

/**
 * Returns how far the key's clock is off, and what a validator makes of its codes, each given as a
 * login right after it came. Null when the codes are none of this seed within two weeks.
 */
export function knownKey(
  seed: Uint8Array,
  parameters: CodeParameters,
  changes: readonly CodeChange[],
): KnownKey | null {
  const [first] = changes;
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return null;
  const period = 1000 * parameters.periodSeconds;
  const here = Math.floor(last.to / period);
  const step = nearestStep(seed, parameters, { code: last.after, before: last.before, here });
  if (step === null) return null;
  const validator = new Validator(seed, parameters, first.to);
  const logins = changes.map(({ after, to }) => validator.login(after, to));
  const offset = { min: step * period - last.to, max: step * period - last.from };
  return {
    offset,
    offsetSteps: Math.round((offset.min + offset.max) / 2 / period) + 0,
    summary: summarise(logins),
    believed: logins.at(-1)?.believedOffset ?? null,
  };
}

/** The step of that code nearest to now whose step before has the code before. */
function nearestStep(
  seed: Uint8Array,
  parameters: CodeParameters,
  { code, before, here }: { readonly code: string; readonly before: string; readonly here: number },
): number | null {
  const prepared = prepareSeed(seed, parameters.algorithm);
  const isAt = (step: number): boolean =>
    step > 0 &&
    codeAt(prepared, timeStep(step), parameters) === code &&
    codeAt(prepared, timeStep(step - 1), parameters) === before;
  for (let distance = 0; distance <= stepsMax; distance += 1) {
    if (isAt(here + distance)) return here + distance;
    if (isAt(here - distance)) return here - distance;
  }
  return null;
}
