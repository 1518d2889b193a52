import { normalizeCharacters } from "../base/characters.ts";
import { requireObject, requireText, requireWhole } from "../base/foreign.ts";

/** What a PIN must be like. */
export type PinPolicy = {
  /** Characters, 1 or more. The procedure says 4 to 6. */
  readonly lengthMin: number;
  readonly lengthMax: number;
  /** Whether repeated characters, straight runs and the commonest PINs pass. */
  readonly trivialAllowed: boolean;
};

export const defaultPinPolicy: PinPolicy = { lengthMin: 4, lengthMax: 6, trivialAllowed: false };

export type PinProblem = "length" | "alphabet" | "trivial";

export type CheckedPin =
  | { readonly ok: true; readonly pin: string }
  | { readonly ok: false; readonly problem: PinProblem };

/**
 * Returns the PIN in the form in which a PASSCODE will give it back, or what is wrong with it:
 * "length", "alphabet" (blanks and whatever cannot be printed), "trivial".
 * @throws TypeError for what is no text and for a policy whose fields are of another type, RangeError
 * for lengths that are no whole numbers >= 1.
 */
export function checkPin(text: string, policy: PinPolicy): CheckedPin {
  requireText("check a PIN", text);
  requirePinPolicy(policy);
  const normal = normalizeCharacters(text, 256);
  if (!normal.ok) return normal;
  // A dropped blank would leave the holder with another PIN than the one that they believe to have.
  if (/[\p{White_Space}\u200B\u2060\uFEFF]/u.test(text)) return { ok: false, problem: "alphabet" };
  const { characters } = normal;
  if (characters.length < policy.lengthMin || characters.length > policy.lengthMax) {
    return { ok: false, problem: "length" };
  }
  const pin = characters.join("");
  if (!policy.trivialAllowed && isTrivial(characters)) return { ok: false, problem: "trivial" };
  return { ok: true, pin };
}

function requirePinPolicy(policy: PinPolicy): void {
  requireObject("check a PIN", policy, "a policy");
  requireWhole("the least length of a PIN", policy.lengthMin, lengthRange);
  requireWhole("the greatest length of a PIN", policy.lengthMax, lengthRange);
  if (typeof policy.trivialAllowed !== "boolean") {
    throw new TypeError("Cannot check a PIN: found no boolean in trivialAllowed, expected one");
  }
}

const lengthRange = { min: 1, max: Number.MAX_SAFE_INTEGER, wanted: "a whole number >= 1" };

function isTrivial(characters: readonly string[]): boolean {
  if (commonPins.has(characters.join(""))) return true;
  const points = characters.map((character) => character.toLowerCase().codePointAt(0) ?? 0);
  const steps = points.slice(1).map((point, index) => point - (points[index] ?? 0));
  return [-1, 0, 1].some((step) => steps.every((found) => found === step));
}

/**
 * Of the ten commonest of each length in published leaks (DataGenetics, "PIN analysis", 2012) those that
 * are neither a repeated character nor a run.
 */
const commonPins: ReadonlySet<string> = new Set([
  ...["1212", "1004", "2000", "6969", "13579", "12321"],
  ...["123123", "121212", "123321", "696969", "112233"],
]);
