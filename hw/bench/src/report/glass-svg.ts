/// <reference path="./oled-font-5x7.d.ts" />
// The classic 5x7 font, one byte a column, the top dot is bit 0: what these displays look like.
import font from "oled-font-5x7";
import { type GlassPicture, glassText } from "../result/glass-picture.ts";
import { escapeXml } from "./xml.ts";

const dot = 3;
const pitch = 3.6;
const cellWidth = 5 * pitch + 4;
const cellHeight = 8 * pitch + 5;
const margin = 14;

/**
 * Returns the glass as an SVG: dots of a character display, as its memory was read back. What the
 * display's ROM has beyond ASCII is drawn as an empty frame.
 */
export function glassSvg(glass: GlassPicture): string {
  const columns = Math.max(...glass.lines.map((line) => line.length));
  const width = columns * cellWidth + 2 * margin;
  const height = glass.lines.length * cellHeight + 2 * margin;
  const cells = glass.lines.flatMap((line, row) =>
    line.map((code, column) =>
      cell(code, glass, margin + column * cellWidth, margin + row * cellHeight),
    ),
  );
  const said = escapeXml(glassText(glass).join(" | "));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" class="glass" role="img" aria-label="${said}"><rect width="${round(width)}" height="${round(height)}" rx="6" fill="#8fae1b"/><rect x="5" y="5" width="${round(width - 10)}" height="${round(height - 10)}" rx="3" fill="#a9c72c"/>${cells.join("")}</svg>`;
}

/** One path for the dark dots of a cell, one for its pale ones. */
function cell(code: number, glass: GlassPicture, left: number, top: number): string {
  const rows = dotRows(code, glass);
  const squares = (isDark: boolean) =>
    rows
      .flatMap((bits, row) =>
        [0, 1, 2, 3, 4]
          .filter((column) => ((bits >> (4 - column)) & 1) === (isDark ? 1 : 0))
          .map(
            (column) =>
              `M${round(left + column * pitch)} ${round(top + row * pitch)}h${dot}v${dot}h-${dot}z`,
          ),
      )
      .join("");
  const dark = squares(true);
  const darkPath = dark === "" ? "" : `<path d="${dark}" fill="#1d2b06"/>`;
  return `<path d="${squares(false)}" fill="#9dbb26"/>${darkPath}`;
}

const frame = [0x1f, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1f, 0];

function dotRows(code: number, { patterns }: GlassPicture): readonly number[] {
  if (code === 0xff) return new Array<number>(8).fill(0x1f);
  if (code < 16) return patterns[code % 8] ?? frame;
  const position = font.lookup.indexOf(String.fromCharCode(code));
  // The display's ROM has a yen and arrows where ASCII has a backslash, a tilde and what follows.
  if (position < 0 || code > 0x7d || code === 0x5c) return frame;
  const index = position * font.width;
  return Array.from({ length: 8 }, (_, row) =>
    [0, 1, 2, 3, 4].reduce((bits, column) => {
      const isDark = (((font.fontData[index + column] ?? 0) >> row) & 1) === 1;
      return bits | (isDark ? 1 << (4 - column) : 0);
    }, 0),
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
