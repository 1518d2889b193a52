import { inWords } from "./foreign.ts";

/**
 * Returns whether both are the same bytes, in time that depends on the lengths only.
 * @throws TypeError for what is no bytes.
 */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  requireBytes(left);
  requireBytes(right);
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index += 1) {
    difference |= (left[index] ?? 0) ^ (right[index] ?? 0);
  }
  return difference === 0;
}

function requireBytes(value: unknown): void {
  if (value instanceof Uint8Array) return;
  throw new TypeError(`Cannot compare bytes: found ${inWords(value)}, expected a Uint8Array`);
}
