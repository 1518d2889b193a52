import { normalizeCharacters } from "../base/characters.ts";
import { requireText } from "../base/foreign.ts";
import { requireDigits } from "../codes/code-parameters.ts";

/** A PASSCODE taken apart. `pin` is null when the digits were given alone. */
export type Passcode = {
  readonly pin: string | null;
  /** ASCII digits, exactly as many as the key shows. */
  readonly code: string;
  /** A code given in place of the key's, as `parseSparePasscode` reads it; `code` is "" then. */
  readonly spare?: string;
};

export type ParsedPasscode =
  | ({ readonly ok: true } & Passcode)
  | { readonly ok: false; readonly problem: "length" | "alphabet" };

/** Characters of a PASSCODE that are looked at, blanks not counted. */
export const passcodeLengthMax = 64;

/**
 * Takes a PASSCODE apart: the last `digits` characters are the code, all before is the PIN,
 * possibly absent. Blanks anywhere are dropped and every Unicode decimal digit is read as its
 * ASCII digit, so "１２３４ 123 456" is PIN 1234 and code 123456. Whatever else is wrong with a text is
 * a value of its own and never an exception.
 * @throws TypeError for what is no text, RangeError for digits that no key shows.
 */
export function parsePasscode(text: string, digits: number): ParsedPasscode {
  requireText("read a PASSCODE", text);
  requireDigits(digits);
  const normal = normalizeCharacters(text, passcodeLengthMax);
  if (!normal.ok) return normal;
  const { characters } = normal;
  if (characters.length < digits) return { ok: false, problem: "length" };
  const code = characters.slice(-digits).join("");
  if (!/^[0-9]+$/.test(code)) return { ok: false, problem: "alphabet" };
  const pin = characters.slice(0, -digits).join("");
  return { ok: true, pin: pin === "" ? null : pin, code };
}

/**
 * Returns the PASSCODE: the PIN directly followed by the code.
 * @throws TypeError for a code that is no text, and for a PIN that is neither text nor null.
 */
export function formatPasscode(pin: string | null, code: string): string {
  if (pin !== null) requireText("write a PASSCODE", pin);
  requireText("write a PASSCODE", code);
  return (pin ?? "") + code;
}
