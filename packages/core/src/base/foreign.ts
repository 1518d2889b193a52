// What a caller in plain JavaScript may hand in. Checked at the public edge only: inside, the types
// say it, and the loops over codes have no time for it.

/** Returns a value in words, for a message. Never a text itself: it may be a secret. */
export function inWords(value: unknown): string {
  switch (typeof value) {
    case "number":
    case "undefined":
    case "boolean":
      return String(value);
    case "string":
      return "text";
    case "object":
      return value === null ? "null" : "an object";
    case "bigint":
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    default:
      return "something";
  }
}

/** @throws TypeError for what is no text; `act` says what is done with it: "read a PIN". */
export function requireText(act: string, value: unknown): asserts value is string {
  if (typeof value !== "string") throw wrongType(act, value, "text");
}

/** @throws TypeError for what has no fields. */
export function requireObject(
  act: string,
  value: unknown,
  wanted: string,
): asserts value is object {
  if (typeof value !== "object" || value === null) throw wrongType(act, value, wanted);
}

/**
 * Checks a whole number that is called `name`.
 * @throws TypeError for what is no number, RangeError for one outside `min` to `max`.
 */
export function requireWhole(
  name: string,
  value: unknown,
  range: { readonly min: number; readonly max: number; readonly wanted: string },
): asserts value is number {
  if (typeof value !== "number") throw new TypeError(cannotUse(name, value, range.wanted));
  if (!Number.isSafeInteger(value) || value < range.min || value > range.max) {
    throw new RangeError(cannotUse(name, value, range.wanted));
  }
}

function cannotUse(name: string, value: unknown, wanted: string): string {
  return `Cannot use ${inWords(value)} as ${name}: expected ${wanted}`;
}

function wrongType(act: string, value: unknown, wanted: string): TypeError {
  return new TypeError(`Cannot ${act}: found ${inWords(value)}, expected ${wanted}`);
}
