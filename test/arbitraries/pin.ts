import { checkPin, defaultPinPolicy } from "@jeton/core";
import * as fc from "fast-check";

const policy = { ...defaultPinPolicy, trivialAllowed: true };

/** What people, and the malicious, put into PINs: digits of any script, marks that combine, pairs. */
const anyPinCharacter = fc.oneof(
  fc.constantFrom(..."0123456789"),
  fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 1 }),
  fc.constantFrom("é", "e\u0301", "\u0301", "\u0338", "=", "ᄀ", "ᅡ", "ᆨ", "각", "ß", "🙂", "²"),
  fc.constantFrom("٣", "３", "৩", "\u{1d7d1}", "\u{1e953}", "Ω", "\u2126", "\ufb2c"),
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
);

/** A PIN that may be chosen, in the form in which `checkPin` gives it; trivial ones included. */
export const anyPin: fc.Arbitrary<string> = fc
  .array(anyPinCharacter, { minLength: 4, maxLength: 6 })
  .map((characters) => checkPin(characters.join(""), policy))
  .filter((checked) => checked.ok)
  .map((checked) => checked.pin);
