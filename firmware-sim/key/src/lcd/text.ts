import { type GlassCondition, goodGlass } from "./glass-condition.ts";
import type { Lcd } from "./lcd.ts";
import { darkMin, type SeenSegments, seenSegments } from "./seen-segments.ts";
import type { SegmentId } from "./segment-lines.ts";
import { type DigitSegments, isSegmentOn, type SegmentName, segmentNames } from "./segments.ts";

/** How the glass is drawn in a terminal. */
export type TextOptions = {
  /** "unicode" (default) draws heavy lines, "ascii" keeps to `|`, `_` and letters. */
  readonly characters?: "unicode" | "ascii";
  /** Dark ink on grey-green glass, in 256 colours. Default: no colour. */
  readonly colour?: boolean;
  /** How the glass is lit, looked at and damaged. Default: `goodGlass`. */
  readonly condition?: GlassCondition;
};

const inkOnGlass = "\u001b[1;38;5;234;48;5;187m";
const plainColour = "\u001b[0m";

/**
 * Returns the glass drawn as lines of text joined by "\n", without one at the end. Every line is
 * 7 columns wide for each digit and 4 more. A segment is drawn when it looks dark and not at all
 * otherwise, so that the text alone, copied or spoken, says what the display shows.
 */
export function drawText(lcd: Lcd, options: TextOptions = {}): string {
  const pen = options.characters === "ascii" ? asciiPen : unicodePen;
  const [topLeft, topRight, bottomRight, bottomLeft, across, down] = pen.frame;
  const lines = glassLines(lcd, seenSegments(lcd, options.condition ?? goodGlass), pen);
  const edge = across.repeat(lines[0]?.length ?? 0);
  const glass = lines.map((line) => (options.colour ? inkOnGlass + line + plainColour : line));
  return [
    topLeft + edge + topRight,
    ...glass.map((line) => down + line + down),
    bottomLeft + edge + bottomRight,
  ].join("\n");
}

type Pen = {
  /** Five rows of five characters. */
  readonly digit: (segments: DigitSegments) => readonly string[];
  readonly bar: string;
  readonly battery: string;
  readonly lock: string;
  /** Two columns. */
  readonly separator: string;
  /** Corners from top left, clockwise, then the horizontal and the vertical line. */
  readonly frame: readonly [string, string, string, string, string, string];
};

const unicodePen: Pen = {
  digit: heavyDigit,
  bar: "▬▬▬▬▬",
  battery: "[▌   ]",
  lock: "[⚿]",
  separator: "• ",
  frame: ["╭", "╮", "╯", "╰", "─", "│"],
};

const asciiPen: Pen = {
  digit: asciiDigit,
  bar: "=====",
  battery: "[|   ]",
  lock: "[#]",
  separator: ". ",
  frame: ["+", "+", "+", "+", "-", "|"],
};

function glassLines(lcd: Lcd, seen: SeenSegments, pen: Pen): string[] {
  const { digits: count, bars: barCount } = lcd.glass;
  const isDark = (id: SegmentId): boolean => (seen.get(id) ?? 0) >= darkMin;
  const digits = Array.from({ length: count }, (_, digit) =>
    pen.digit(
      segmentNames.reduce(
        (mask, name, bit) => (isDark(`${digit}${name}`) ? mask | (1 << bit) : mask),
        0,
      ),
    ),
  );
  const half = Math.ceil(count / 2);
  const gap = (row: number, digit: number): string => {
    if (digit === 0) return "";
    return row === 2 && digit === half && isDark("separator") ? pen.separator : "  ";
  };
  const rows = [0, 1, 2, 3, 4].map((row) =>
    digits.map((lines, digit) => gap(row, digit) + (lines[row] ?? "")).join(""),
  );
  const width = rows[0]?.length ?? 0;
  const bars = Array.from({ length: barCount }, (_, bar) =>
    isDark(`bar${bar}`) ? pen.bar : " ".repeat(pen.bar.length),
  ).join("  ");
  const signs = `${isDark("lock") ? pen.lock : ""} ${isDark("battery") ? pen.battery : ""}`;
  return [signs.trim().padStart(width), ...rows, "", bars].map(
    (line) => `  ${line.slice(0, Math.max(width, line.trimEnd().length)).padEnd(width)}  `,
  );
}

// Each digit is five rows of five columns. Where lines meet, the arms that are on pick the
// character: up, right, down, left.
//
//   ┏━━━┓
//   ┃   ┃
//   ┣━━━┫
//   ┃   ┃
//   ┗━━━┛
function heavyDigit(segments: DigitSegments): readonly string[] {
  const on = (name: SegmentName): boolean => isSegmentOn(segments, name);
  const [a, b, c, d, e, f, g] = [on("A"), on("B"), on("C"), on("D"), on("E"), on("F"), on("G")];
  const across = (lit: boolean): string => (lit ? "━━━" : "   ");
  const down = (lit: boolean): string => (lit ? "┃" : " ");
  return [
    joint(false, a, f, false) + across(a) + joint(false, false, b, a),
    `${down(f)}   ${down(b)}`,
    joint(f, g, e, false) + across(g) + joint(b, false, c, g),
    `${down(e)}   ${down(c)}`,
    joint(e, d, false, false) + across(d) + joint(c, false, false, d),
  ];
}

function joint(up: boolean, right: boolean, down: boolean, left: boolean): string {
  const arms = Number(up) | (Number(right) << 1) | (Number(down) << 2) | (Number(left) << 3);
  return " ╹╺┗╻┃┏┣╸┛━┻┓┫┳╋"[arms] ?? " ";
}

function asciiDigit(segments: DigitSegments): readonly string[] {
  const ink = (name: SegmentName, mark: string): string =>
    isSegmentOn(segments, name) ? mark : " ".repeat(mark.length);
  return [
    ` ${ink("A", "___")} `,
    `${ink("F", "|")}   ${ink("B", "|")}`,
    `${ink("F", "|")}${ink("G", "___")}${ink("B", "|")}`,
    `${ink("E", "|")}   ${ink("C", "|")}`,
    `${ink("E", "|")}${ink("D", "___")}${ink("C", "|")}`,
  ];
}
