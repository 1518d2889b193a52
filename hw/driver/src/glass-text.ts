/** The longest text of one command 31. */
const textMax = 20;

/**
 * Answers the bytes of characters that every display here shows alike: 0x20 to 0x7D without the
 * backslash, which some sets replace, and 0 to 7, which a host defines. Throws RangeError for
 * others, and for more than there is room for.
 */
export function characterBytes(text: string, room: number): Uint8Array {
  if (text.length < 1 || text.length > Math.min(room, textMax)) {
    throw new RangeError(
      `Cannot write ${text.length} characters: expected 1 to ${Math.min(room, textMax)}`,
    );
  }
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 7 || (code >= 0x20 && code <= 0x7d && character !== "\\")) return code;
    throw new RangeError(
      `Cannot show ${JSON.stringify(character)}: expected ASCII from blank to "}" without "\\"`,
    );
  });
}

/** Answers the text of bytes on the glass; what is no ASCII and not defined by the host becomes "\uFFFD". */
export function glassText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) =>
    byte <= 7 || (byte >= 0x20 && byte <= 0x7e) ? String.fromCharCode(byte) : "\uFFFD",
  ).join("");
}

/** Answers eight bytes of a character's pixels, bit 4 on the left. Throws RangeError for another size. */
export function characterPattern(rows: readonly string[]): Uint8Array {
  if (rows.length !== 8 || rows.some((row) => row.length !== 5)) {
    throw new RangeError(
      `Cannot make a character of ${rows.length} rows: expected 8 rows of 5 pixels`,
    );
  }
  return Uint8Array.from(rows, (row) =>
    [...row].reduce((bits, pixel) => (bits << 1) | (pixel === "#" ? 1 : 0), 0),
  );
}
