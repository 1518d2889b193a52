import type { Glass } from "./glass.ts";
import { barCodes } from "./panel.ts";

const rowsOfCell = 8;

/**
 * Returns the dots of a cell: eight rows, bit 4 = left. Null for a letter of the display's ROM, whose
 * dots are its maker's; characters of the program's own, blanks and full blocks have dots here.
 */
export function cellDots(glass: Glass, row: number, column: number): Uint8Array | null {
  const code = glass.codes[row]?.[column];
  if (code === undefined || glass.controller === null) return null;
  if (code < 0x10) return glass.patterns[code % 8] ?? null;
  const { blank, block } = barCodes[glass.controller];
  if (code === blank) return new Uint8Array(rowsOfCell);
  return code === block ? new Uint8Array(rowsOfCell).fill(0x1f) : null;
}

/**
 * Returns the dots of the whole glass as text, eight lines for each of its rows, "#" for a dark dot and
 * "." for a light one. The cells stand side by side. A letter of the display's ROM is "?" all over.
 */
export function glassDots(glass: Glass): readonly string[] {
  return glass.codes.flatMap((codes, row) =>
    Array.from({ length: rowsOfCell }, (_, dotRow) =>
      Array.from(codes, (_code, column) => {
        const bits = cellDots(glass, row, column)?.[dotRow];
        if (bits === undefined) return "?".repeat(5);
        return bits.toString(2).padStart(5, "0").replaceAll("0", ".").replaceAll("1", "#");
      }).join(""),
    ),
  );
}
