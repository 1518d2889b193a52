export type NormalCharacters =
  | { readonly ok: true; readonly characters: readonly string[] }
  | { readonly ok: false; readonly problem: "length" | "alphabet" };

/**
 * Returns what people typed as single characters: composed (NFC), blanks dropped, every Unicode
 * decimal digit as its ASCII digit. Controls, lone surrogates and unassigned code points are
 * refused as "alphabet"; more than `lengthMax` characters as "length".
 */
export function normalizeCharacters(text: string, lengthMax: number): NormalCharacters {
  // NFC can shorten threefold at most and blanks are dropped, so a longer text is refused unread.
  if (text.length > lengthMax * 8) return { ok: false, problem: "length" };
  const characters: string[] = [];
  for (const character of text.normalize("NFC")) {
    if (blank.test(character)) continue;
    if (!printable.test(character)) return { ok: false, problem: "alphabet" };
    characters.push(decimalDigit.test(character) ? asciiDigit(character) : character);
  }
  if (characters.length > lengthMax) return { ok: false, problem: "length" };
  return { ok: true, characters };
}

const blank = /^[\p{White_Space}\u200B\u2060\uFEFF]$/u;
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;
const decimalDigit = /^\p{Nd}$/u;

/** Unicode keeps each script's digits 0 to 9 together and in order, so the place in the run is the value. */
function asciiDigit(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  let before = 0;
  while (decimalDigit.test(String.fromCodePoint(point - before - 1))) before += 1;
  return String(before % 10);
}
