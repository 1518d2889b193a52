/** What a character display shows, as read back from the board's memory. */
export type GlassPicture = {
  /** One array of character codes for each line. */
  readonly lines: readonly (readonly number[])[];
  /** The characters 0 to 7 of one's own: eight rows of five dots, the left one is bit 4. */
  readonly patterns: readonly (readonly number[])[];
};

/** Returns the lines as text; "#" for a full cell, "?" for what ASCII has no letter for. */
export function glassText({ lines }: Pick<GlassPicture, "lines">): readonly string[] {
  return lines.map((line) => line.map(letter).join(""));
}

function letter(code: number): string {
  if (code === 0xff) return "#";
  // The display's ROM has a yen and two arrows where ASCII has \ ~ and DEL.
  return code >= 0x20 && code < 0x7e && code !== 0x5c ? String.fromCharCode(code) : "?";
}
