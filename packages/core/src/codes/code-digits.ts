/** RFC 4226 §5.3: the last digits of `Snum`. */
export function reduced(truncated: number, digits: number): number {
  const power = powersOfTen[digits];
  // Ten digits hold all 31 bits.
  return power === undefined ? truncated : truncated % power;
}

/** Small integers: a remainder by `10 ** digits`, a floating-point number, took a third of a code. */
const powersOfTen: readonly number[] = Array.from({ length: 10 }, (_, digits) => 10 ** digits);

/** Returns the code that `Snum` gives, with leading zeros. */
export function codeText(truncated: number, digits: number): string {
  return String(reduced(truncated, digits)).padStart(digits, "0");
}
