import { requireText } from "./foreign.ts";

/** Characters of an identifier. */
export const identifierLengthMax = 128;

/**
 * Returns the identifier of a holder in the one form in which it is stored and compared (NFKC,
 * trimmed, lower case), or null when it is empty, longer than 128 characters, or holds blanks inside
 * or characters that cannot be printed.
 * @throws TypeError for what is no text.
 */
export function holderIdentifier(text: string): string | null {
  requireText("read an identifier", text);
  if (text.length > identifierLengthMax * 8) return null;
  const identifier = text.normalize("NFKC").trim().toLowerCase().normalize("NFKC");
  if (identifier.length === 0 || identifier.length > identifierLengthMax) return null;
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S}]+$/u.test(identifier) ? identifier : null;
}
