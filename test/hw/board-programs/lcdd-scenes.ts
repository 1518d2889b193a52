import { type Glass, glassDots } from "@jeton/board-emulator";
import { readBigDigit } from "./big-digits.ts";

/** What a program is told to show, and how the glass is judged that should show it. */
export type Scene = {
  readonly name: string;
  readonly say: readonly string[];
  /** What is wrong with the glass; null for nothing. */
  readonly judge: (glass: Glass) => string | null;
};

/** A whole number from 0 to below `limit`. */
export type Random = (limit: number) => number;

/** A size in characters, and whether cells have no gaps, so that LCDd leaves a bottom row of dots free. */
export type Screen = {
  readonly columns: number;
  readonly rows: number;
  readonly seamless: boolean;
};

/** Scenes of LCDproc's protocol on one screen, each with other values every time. */
export const sceneMakers: readonly ((screen: Screen, random: Random, name: string) => Scene)[] = [
  textScene,
  horizontalBarScene,
  verticalBarScene,
  bigDigitScene,
  iconScene,
];

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-*/=<>:;,.!?%&()#";
// On an HD44780 other characters stand where ASCII has these.
const lettersBesides = "@$_[]{}|^~";

function textScene({ columns, rows, seamless }: Screen, random: Random, screen: string): Scene {
  const allowed = seamless ? letters + lettersBesides.replaceAll(/[{}~]/g, "") : letters;
  const texts = Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => allowed[random(allowed.length)]).join(""),
  );
  return {
    name: "text",
    say: screenWith(
      screen,
      texts.flatMap((text, row) => [
        `widget_add ${screen} t${row} string`,
        `widget_set ${screen} t${row} 1 ${row + 1} {${text}}`,
      ]),
    ),
    judge: ({ lines }) => {
      const row = texts.findIndex((text, index) => text !== lines[index]);
      return row < 0 ? null : `row ${row + 1}: wanted "${texts[row]}", found "${lines[row]}"`;
    },
  };
}

function horizontalBarScene({ columns, rows }: Screen, random: Random, screen: string): Scene {
  const lengths = Array.from({ length: rows }, () => random(5 * columns + 1));
  return {
    name: "horizontal bars",
    say: screenWith(
      screen,
      lengths.flatMap((length, row) => [
        `widget_add ${screen} h${row} hbar`,
        `widget_set ${screen} h${row} 1 ${row + 1} ${length}`,
      ]),
    ),
    judge: (glass) => {
      const dots = glassDots(glass);
      for (const [row, length] of lengths.entries()) {
        // In the middle of the cells, where every display draws a bar.
        const dark = /^#*/.exec(dots[8 * row + 3] ?? "")?.[0].length ?? 0;
        const rest = (dots[8 * row + 3] ?? "").slice(dark);
        if (!isNear(dark, length, 1) || /[^.]/.test(rest)) {
          return `bar ${row + 1}: wanted ${length} dots, found ${dots[8 * row + 3]}`;
        }
      }
      return null;
    },
  };
}

function verticalBarScene(
  { columns, rows, seamless }: Screen,
  random: Random,
  screen: string,
): Scene {
  const heights = Array.from({ length: columns }, () => random(8 * rows + 1));
  return {
    name: "vertical bars",
    say: screenWith(
      screen,
      heights.flatMap((height, column) => [
        `widget_add ${screen} v${column} vbar`,
        `widget_set ${screen} v${column} ${column + 1} ${rows} ${height}`,
      ]),
    ),
    judge: (glass) => {
      const dots = glassDots(glass);
      for (const [column, height] of heights.entries()) {
        const seen = dots.map((row) => row[5 * column + 2]).join("");
        const dark = seen.replaceAll(/[^#]/g, "").length;
        // Where cells have no gaps LCDd leaves the lowest dot of the topmost piece light.
        const shape = seamless ? /^\.*#*\.?#*$/ : /^\.*#*$/;
        if (!isNear(dark, height, seamless ? 2 : 1) || !shape.test(seen)) {
          return `bar ${column + 1}: wanted ${height} dots, found ${seen}`;
        }
      }
      return null;
    },
  };
}

function bigDigitScene({ columns }: Screen, random: Random, screen: string): Scene {
  const digits = Array.from({ length: Math.floor(columns / 3) }, () => String(random(10)));
  return {
    name: "big digits",
    say: screenWith(
      screen,
      digits.flatMap((digit, index) => [
        `widget_add ${screen} n${index} num`,
        `widget_set ${screen} n${index} ${3 * index + 1} ${digit}`,
      ]),
    ),
    judge: (glass) => {
      const dots = glassDots(glass);
      const seen = digits.map((_, index) => readBigDigit(dots, 3 * index) ?? "?").join("");
      return seen === digits.join("") ? null : `wanted ${digits.join("")}, found ${seen}`;
    },
  };
}

function iconScene({ columns, rows, seamless }: Screen, random: Random, screen: string): Scene {
  const icons = [
    { name: "ARROW_UP", dots: seamless ? "↑" : "..#.. .###. #.#.# ..#.. ..#.. ..#.. ..#.. ....." },
    {
      name: "ARROW_DOWN",
      dots: seamless ? "↓" : "..#.. ..#.. ..#.. ..#.. #.#.# .###. ..#.. .....",
    },
    { name: "ARROW_LEFT", dots: "←" },
    { name: "ARROW_RIGHT", dots: "→" },
    { name: "BLOCK_FILLED", dots: "##### ##### ##### ##### ##### ##### ##### #####" },
    { name: "CHECKBOX_OFF", dots: "..... ..... ##### #...# #...# #...# ##### ....." },
  ].map((icon) => ({ ...icon, row: random(rows), column: 0 }));
  const first = random(columns - icons.length + 1);
  for (const [index, icon] of icons.entries()) icon.column = first + index;
  return {
    name: "icons",
    say: screenWith(
      screen,
      icons.flatMap(({ name, row, column }, index) => [
        `widget_add ${screen} i${index} icon`,
        `widget_set ${screen} i${index} ${column + 1} ${row + 1} ${name}`,
      ]),
    ),
    judge: (glass) => {
      const dots = glassDots(glass);
      for (const { name, dots: wanted, row, column } of icons) {
        const seen = dots
          .slice(8 * row, 8 * row + 8)
          .map((line) => line.slice(5 * column, 5 * column + 5))
          .join(" ");
        const letter = glass.lines[row]?.[column];
        if (seen !== wanted && letter !== wanted) return `${name}: found ${letter} ${seen}`;
      }
      return null;
    },
  };
}

/** A screen with these widgets. */
function screenWith(name: string, widgets: readonly string[]): readonly string[] {
  return [
    `screen_add ${name}`,
    `screen_set ${name} -heartbeat off -priority foreground`,
    ...widgets,
  ];
}

function isNear(found: number, asked: number, below: number): boolean {
  return found <= asked && found >= asked - below;
}
