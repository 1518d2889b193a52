import { normalizeCharacters } from "../base/characters.ts";
import { requireText } from "../base/foreign.ts";
import { passcodeLengthMax } from "./passcode.ts";

/** Codes that are given in place of the key's own. */
export type SpareCode = "temporary-code";

/** Returns whether the value names a kind of them. */
export function isSpareCode(value: unknown): value is SpareCode {
  return value === "temporary-code";
}

/** Letters only, so that none ends as a code of a key does; without I and O, which look like digits. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * 24^10 is 2^45.8. Guesses block nobody (law 10), so the code alone must hold: a thousand guesses a second
 * for seven days find one with a chance of 1 in 100,000, and then the PIN is wanted as well.
 */
export const spareCodeLength = 10;

/** Bytes from 240 on would make the first letters likelier: 240 is the largest multiple of 24 in a byte. */
const bytesEnd = 256 - (256 % letters.length);

/** Returns a new code. `random` gives so many fresh random bytes. */
export function drawSpareCode(random: (bytes: number) => Uint8Array): string {
  return drawLetters(random, spareCodeLength);
}

/** Returns so many letters that nobody takes for digits, each as likely as the others. */
export function drawLetters(random: (bytes: number) => Uint8Array, length: number): string {
  let drawn = "";
  while (drawn.length < length) {
    const [byte = 255] = random(1);
    if (byte < bytesEnd) drawn += letters[byte % letters.length];
  }
  return drawn;
}

/** Returns the code in two groups, as people read it. */
export function spareCodeWords(code: string): string {
  return `${code.slice(0, spareCodeLength / 2)} ${code.slice(spareCodeLength / 2)}`;
}

const form = new RegExp(`^[${letters}]{${spareCodeLength}}$`);

/**
 * Takes a PIN and a spare code apart: the last 10 characters are the code, all before is the PIN, possibly
 * absent. Small letters and blanks in the code are as good. Null for a text that ends otherwise.
 * @throws TypeError for what is no text.
 */
export function parseSparePasscode(
  text: string,
): { readonly pin: string | null; readonly spare: string } | null {
  requireText("read a PASSCODE", text);
  const normal = normalizeCharacters(text, passcodeLengthMax);
  if (!normal.ok) return null;
  const { characters } = normal;
  const spare = characters.slice(-spareCodeLength).map(upperCase).join("");
  if (!form.test(spare)) return null;
  const pin = characters.slice(0, -spareCodeLength).join("");
  return { pin: pin === "" ? null : pin, spare };
}

/** ASCII only: no other letter becomes one of the code. */
function upperCase(character: string): string {
  return /^[a-z]$/.test(character) ? character.toUpperCase() : character;
}
