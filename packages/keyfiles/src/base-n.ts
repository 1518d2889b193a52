/**
 * Base32 and base64 (RFC 4648 §4 and §6). Written here because a reader must say what was loose in
 * a text and still read it; libraries either refuse loose texts or read them in silence.
 */
export type BaseName = "base32" | "base64";

/** How a text departs from what RFC 4648 would have written. */
export type Looseness = "lower-case" | "padding-missing" | "trailing-bits" | "blanks";

/** The bytes and all that was loose; null when a character or the length fits no bytes at all. */
export type DecodedBase = {
  readonly bytes: Uint8Array;
  readonly loose: readonly Looseness[];
};

const bases = {
  base32: { alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", bits: 5, group: 8 },
  base64: {
    alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    bits: 6,
    group: 4,
  },
} as const;

/** Returns the bytes as RFC 4648 writes them, padding included. */
export function encodeBase(name: BaseName, bytes: Uint8Array): string {
  const { alphabet, bits, group } = bases[name];
  let text = "";
  let held = 0;
  let heldBits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    heldBits += 8;
    while (heldBits >= bits) {
      heldBits -= bits;
      text += alphabet.charAt((held >>> heldBits) & ((1 << bits) - 1));
    }
    held &= (1 << heldBits) - 1;
  }
  if (heldBits > 0) text += alphabet.charAt((held << (bits - heldBits)) & ((1 << bits) - 1));
  return text.padEnd(Math.ceil(text.length / group) * group, "=");
}

/**
 * Returns the bytes and what was loose: blanks (and, in base32, dashes) between the characters,
 * lower case in base32, missing padding, last bits that are not zero. Returns null for any other
 * character, padding in the middle, and lengths that whole bytes cannot give.
 */
export function decodeBase(name: BaseName, text: string): DecodedBase | null {
  const { bits, group } = bases[name];
  const loose = new Set<Looseness>();
  const dense = text.replace(name === "base32" ? /[\s-]+/g : /\s+/g, "");
  if (dense !== text) loose.add("blanks");
  const digits = dense.replace(/=+$/, "");
  const padding = dense.length - digits.length;
  const upper = name === "base32" ? digits.toUpperCase() : digits;
  if (upper !== digits) loose.add("lower-case");

  const spareBits = (upper.length * bits) % 8;
  if (spareBits >= bits) return null;
  const paddingWanted = (group - (upper.length % group)) % group;
  if (padding !== paddingWanted) {
    if (padding !== 0) return null;
    loose.add("padding-missing");
  }

  const bytes = new Uint8Array((upper.length * bits) >>> 3);
  const held = fillBytes(name, upper, bytes);
  if (held === null) return null;
  if (held !== 0) loose.add("trailing-bits");
  return { bytes, loose: [...loose] };
}

/**
 * Returns why `decodeBase` gives null for a text, in words: the first character that is none of the encoding's, with
 * its place from 1, or the number of characters. Says nothing else of the text, which may be a seed.
 */
export function faultOfBase(name: BaseName, text: string): string {
  const alphabet = name === "base32" ? /[^A-Za-z2-7=\s-]/u : /[^A-Za-z0-9+/=\s]/u;
  const wrong = alphabet.exec(text);
  if (wrong !== null) return characterAt(text, wrong.index);
  const padding = text.search(/=\s*[^=\s]/u);
  if (padding >= 0) return `${characterAt(text, padding)}, padding before the end`;
  const digits = text.replaceAll(name === "base32" ? /[\s=-]/g : /[\s=]/g, "");
  const isWhole = (digits.length * bases[name].bits) % 8 < bases[name].bits;
  return `${digits.length} characters${isWhole ? " and other padding than theirs" : ", which no whole bytes give"}`;
}

/** Returns `"0" at character 5`; one that cannot be shown by its code point. */
export function characterAt(text: string, index: number): string {
  const [character = ""] = text.slice(index, index + 2);
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const isShown = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) && character !== '"';
  return `${isShown ? `"${character}"` : `U+${code}`} at character ${[...text.slice(0, index)].length + 1}`;
}

/** Writes the bytes that the digits make and answers the bits left over; null for a wrong digit. */
function fillBytes(name: BaseName, digits: string, bytes: Uint8Array): number | null {
  const { bits } = bases[name];
  const values = valuesOf(name);
  let held = 0;
  let heldBits = 0;
  let at = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const value = values[digits.charCodeAt(index)];
    if (value === undefined || value < 0) return null;
    held = (held << bits) | value;
    heldBits += bits;
    if (heldBits < 8) continue;
    heldBits -= 8;
    bytes[at] = held >>> heldBits;
    at += 1;
    held &= (1 << heldBits) - 1;
  }
  return held;
}

/** Each ASCII character's value, -1 for those of no value. */
function valuesOf(name: BaseName): Int8Array {
  const values = new Int8Array(128).fill(-1);
  [...bases[name].alphabet].forEach((character, value) => {
    values[character.charCodeAt(0)] = value;
  });
  return values;
}
