import type { Lcd } from "./lcd.ts";
import { type DigitSegments, isSegmentOn, type SegmentName } from "./segments.ts";

/** How the glass is drawn in a terminal. */
export type TextOptions = {
  /** "unicode" (default) draws heavy lines, "ascii" keeps to `|`, `_` and letters. */
  readonly characters?: "unicode" | "ascii";
  /** Dark ink on grey-green glass, in 256 colours. Default: no colour. */
  readonly colour?: boolean;
};

const inkOnGlass = "\u001b[1;38;5;234;48;5;187m";
const plainColour = "\u001b[0m";

/**
 * Answers the glass drawn as lines of text joined by "\n", without one at the end. Every line is
 * 7 columns wide for each digit and 4 more. Unlit segments are not drawn, so that the text alone,
 * copied or spoken, says what the display shows.
 */
export function drawText(lcd: Lcd, options: TextOptions = {}): string {
  const pen = options.characters === "ascii" ? asciiPen : unicodePen;
  const [topLeft, topRight, bottomRight, bottomLeft, across, down] = pen.frame;
  const lines = glassLines(lcd, pen);
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
  /** Corners from top left, clockwise, then the horizontal and the vertical line. */
  readonly frame: readonly [string, string, string, string, string, string];
};

const unicodePen: Pen = {
  digit: heavyDigit,
  bar: "▬▬▬▬▬",
  battery: "[▌   ]",
  frame: ["╭", "╮", "╯", "╰", "─", "│"],
};

const asciiPen: Pen = {
  digit: asciiDigit,
  bar: "=====",
  battery: "[|   ]",
  frame: ["+", "+", "+", "+", "-", "|"],
};

function glassLines(lcd: Lcd, pen: Pen): string[] {
  const digits = lcd.digits.map(pen.digit);
  const rows = [0, 1, 2, 3, 4].map((row) => digits.map((lines) => lines[row] ?? "").join("  "));
  const width = rows[0]?.length ?? 0;
  const bars = Array.from({ length: lcd.barsOn }, () => pen.bar).join("  ");
  const sign = lcd.lowBattery ? pen.battery : "";
  return [sign.padStart(width), ...rows, "", bars].map((line) => `  ${line.padEnd(width)}  `);
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
