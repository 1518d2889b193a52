import { serialForm } from "@jeton/core";

/**
 * Returns the numbers of keys that somebody may have meant who wrote `text`: as it stands, in capitals
 * and in small letters. Numbers are printed in groups and copied so; no number has a blank.
 */
export function serialSpellings(text: string): readonly string[] {
  const serial = text.replaceAll(/\s/gu, "");
  const spellings = new Set([serial, serial.toUpperCase(), serial.toLowerCase()]);
  return [...spellings].filter((spelling) => serialForm.test(spelling));
}
