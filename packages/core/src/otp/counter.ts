import { requireWhole } from "../base/foreign.ts";

/** The last counter: RFC 4226 has 2^64 of them, which no button is pressed often enough for. */
export const counterMax: number = Number.MAX_SAFE_INTEGER;

/** @throws RangeError for a counter outside 0 .. 2^53-1, TypeError for what is no number. */
export function requireCounter(value: unknown): asserts value is number {
  requireWhole("a counter", value, counterRange);
}

const counterRange = { min: 0, max: counterMax, wanted: "a whole number >= 0" };
