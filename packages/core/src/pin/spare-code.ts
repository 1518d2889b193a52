import { normalizeCharacters } from "../base/characters.ts";
import { requireText } from "../base/foreign.ts";
import { passcodeLengthMax } from "./passcode.ts";

/** Codes that are given in place of the key's own. */
export type SpareCode = "temporary-code" | "recovery-code";

/** All kinds of them. */
export const spareCodes: readonly SpareCode[] = ["temporary-code", "recovery-code"];

/** Returns whether the value names a kind of them. */
export function isSpareCode(value: unknown): value is SpareCode {
  return spareCodes.some((kind) => kind === value);
}

/** Letters only, so that none ends as a code of a key does; without I and O, which look like digits. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * 24^10 is 2^45.8. Guesses block nobody (law 10), so the code alone must hold: a thousand guesses a second
 * for seven days find one with a chance of 1 in 100,000, and then the PIN is wanted as well.
 */
export const temporaryCodeLength = 10;

/**
 * A set of recovery codes: one for each day of a week without the key, and one to spare. Each takes 0.3 kB of a record
 * that every attempt writes.
 */
export const recoveryCodesInSet = 8;

/** 24^12 is 2^55: a set may lie in a drawer for ten years, where a thousand guesses a second find 1 in 100,000. */
const recoveryCodeLetters = 12;

/**
 * Characters of a recovery code: letters, then the digit that says which one of the set it is. So one slow hash is
 * enough whatever a record holds (law 6). No code of a key has a letter before its last digit, and no temporary code
 * ends in a digit.
 */
export const recoveryCodeLength: number = recoveryCodeLetters + 1;

/** Bytes from 240 on would make the first letters likelier: 240 is the largest multiple of 24 in a byte. */
const bytesEnd = 256 - (256 % letters.length);

/** Returns a new temporary code. `random` gives so many fresh random bytes. */
export function drawTemporaryCode(random: (bytes: number) => Uint8Array): string {
  return drawLetters(random, temporaryCodeLength);
}

/** Returns the codes of a new set, in the order of their numbers. `random` gives so many fresh random bytes. */
export function drawRecoveryCodes(random: (bytes: number) => Uint8Array): readonly string[] {
  return Array.from(
    { length: recoveryCodesInSet },
    (_, index) => `${drawLetters(random, recoveryCodeLetters)}${index + 1}`,
  );
}

/** Returns which one of its set a recovery code is: 1 to 8. */
export function recoveryCodeNumber(code: string): number {
  return Number(code.slice(recoveryCodeLetters));
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

/** Returns the code in groups, as people read it. */
export function spareCodeWords(code: string): string {
  const size = spareCodeKind(code) === "temporary-code" ? 5 : 4;
  return (code.match(new RegExp(`.{1,${size}}`, "gu")) ?? []).join(" ");
}

/** Returns of which kind a code is that `parseSparePasscode` gave. */
export function spareCodeKind(spare: string): SpareCode {
  return spare.length === temporaryCodeLength ? "temporary-code" : "recovery-code";
}

const forms: readonly (readonly [length: number, form: RegExp])[] = [
  [temporaryCodeLength, new RegExp(`^[${letters}]{${temporaryCodeLength}}$`)],
  [
    recoveryCodeLength,
    new RegExp(`^[${letters}]{${recoveryCodeLetters}}[1-${recoveryCodesInSet}]$`),
  ],
];

/**
 * Takes a PIN and a spare code apart: the last 10 letters, or 12 letters and a digit, are the code, all before
 * is the PIN, possibly absent. Small letters and blanks in the code are as good. Null for a text that ends otherwise.
 * @throws TypeError for what is no text.
 */
export function parseSparePasscode(
  text: string,
): { readonly pin: string | null; readonly spare: string } | null {
  requireText("read a PASSCODE", text);
  const normal = normalizeCharacters(text, passcodeLengthMax);
  if (!normal.ok) return null;
  const { characters } = normal;
  for (const [length, form] of forms) {
    const spare = characters.slice(-length).map(upperCase).join("");
    if (!form.test(spare)) continue;
    const pin = characters.slice(0, -length).join("");
    return { pin: pin === "" ? null : pin, spare };
  }
  return null;
}

/** ASCII only: no other letter becomes one of the code. */
function upperCase(character: string): string {
  return /^[a-z]$/.test(character) ? character.toUpperCase() : character;
}
