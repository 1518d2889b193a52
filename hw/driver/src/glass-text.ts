/** The longest text of one command 31. */
const textMax = 20;

/**
 * What a display shows for a byte: the Japanese HD44780 table, which is ASCII from 0x20 to 0x7D but
 * for the backslash, or that of the CFA-631 and CFA-635, where eleven characters of ASCII stand
 * elsewhere. Both leave 0 to 7 to the host.
 */
export type CharacterTable = "hd44780" | "cfa635";

const elsewhere: { readonly [table in CharacterTable]: ReadonlyMap<string, number> } = {
  hd44780: new Map([
    ["¥", 0x5c],
    ["→", 0x7e],
  ]),
  cfa635: new Map([
    ...([
      ["^", 0x1d],
      ["@", 0xa0],
      ["$", 0xa2],
      ["_", 0xc4],
      ["~", 0xce],
      ["[", 0xfa],
    ] as const),
    ...([
      ["\\", 0xfb],
      ["]", 0xfc],
      ["{", 0xfd],
      ["|", 0xfe],
      ["}", 0xff],
    ] as const),
  ]),
};

/** Characters of ASCII that a table has not got, or not at their own place. */
const notAscii: { readonly [table in CharacterTable]: RegExp } = {
  hd44780: /[\\~]/,
  cfa635: /[$@[\\\]^_`{|}~]/,
};

/**
 * Returns the bytes that show `text` with a display's table. Throws RangeError for a character that
 * it has not got, and for more than there is room for.
 */
export function characterBytes(text: string, room: number, table: CharacterTable): Uint8Array {
  if (text.length < 1 || text.length > Math.min(room, textMax)) {
    throw new RangeError(
      `Cannot write ${text.length} characters: expected 1 to ${Math.min(room, textMax)}`,
    );
  }
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code <= 7 || isAscii(code, table)) return code;
    const other = elsewhere[table].get(character);
    if (other !== undefined) return other;
    throw new RangeError(
      `Cannot show ${JSON.stringify(character)}: expected ASCII that this display has`,
    );
  });
}

/** Returns what a display shows for bytes; what is no ASCII and not defined by the host becomes "\uFFFD". */
export function glassText(bytes: Uint8Array, table: CharacterTable): string {
  return Array.from(bytes, (code) => {
    if (code <= 7 || isAscii(code, table)) return String.fromCharCode(code);
    const found = [...elsewhere[table]].find(([, other]) => other === code);
    return found?.[0] ?? "\uFFFD";
  }).join("");
}

function isAscii(code: number, table: CharacterTable): boolean {
  return code >= 0x20 && code <= 0x7e && !notAscii[table].test(String.fromCharCode(code));
}

/** Returns eight bytes of a character's pixels, bit 4 on the left. Throws RangeError for another size. */
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
