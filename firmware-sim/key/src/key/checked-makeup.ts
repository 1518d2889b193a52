import { seedBytesMax, seedBytesMin } from "@jeton/core/units";

/**
 * Returns `serial` when it can be engraved: 1 to 32 printable characters, blanks inside only.
 * Throws RangeError otherwise.
 */
export function checkedSerial(serial: unknown): string {
  const printable = /^(?! )[^\p{C}\p{Zl}\p{Zp}]{1,32}(?<! )$/u;
  if (typeof serial === "string" && printable.test(serial)) return serial;
  throw new RangeError("Cannot use a serial number: expected 1 to 32 printable characters");
}

/** Returns a copy of `seed`. Throws RangeError when it is empty or longer than 1024 bytes. */
export function checkedSeed(seed: Uint8Array): Uint8Array {
  if (seed.length >= seedBytesMin && seed.length <= seedBytesMax) return Uint8Array.from(seed);
  throw new RangeError(
    `Cannot use a seed of ${seed.length} bytes: expected ${seedBytesMin} to ${seedBytesMax}`,
  );
}
