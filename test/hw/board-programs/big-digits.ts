// Reads digits that a program made of its own characters, as someone who looks at the glass does: by
// the dots. Nothing here knows how LCDd composes them.

/** Where a digit begins, in dots: it is three cells wide. */
const cellColumns = 5;

/** Returns the digit that begins at a cell of the first row, or null when the dots show none. */
export function readBigDigit(dots: readonly string[], column: number): string | null {
  const left = column * cellColumns;
  const cell = dots.map((row) => row.slice(left, left + 3 * cellColumns));
  return dots.length === 32 ? readHigh(cell) : readLow(cell);
}

/* Two rows of characters: seven segments.
     A          A: top, G: middle, D: bottom
   F   B
     G
   E   C
     D                                                                                          */
const segmentsOfDigit: ReadonlyMap<string, string> = new Map([
  ["ABCDEF", "0"],
  ["BC", "1"],
  ["ABDEG", "2"],
  ["ABCDG", "3"],
  ["BCFG", "4"],
  ["ACDFG", "5"],
  ["ACDEFG", "6"],
  ["ABC", "7"],
  ["ABCDEFG", "8"],
  ["ABCDFG", "9"],
]);

/** The middle of each segment: column and row of the dot. */
const segmentPlaces: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["A", [7, 1]],
  ["B", [11, 4]],
  ["C", [11, 11]],
  ["D", [7, 14]],
  ["E", [3, 11]],
  ["F", [3, 4]],
  ["G", [7, 7]],
]);

function readLow(cell: readonly string[]): string | null {
  const lit = [...segmentPlaces]
    .filter(([, [x, y]]) => cell[y]?.[x] === "#")
    .map(([name]) => name)
    .sort()
    .join("");
  return segmentsOfDigit.get(lit) ?? null;
}

/** Four rows of characters: 5 x 7 dots, as hands draw them, each of them some dots of the glass. */
const shapes = (
  [
    ["0", ".###. #...# #...# #...# #...# #...# .###."],
    ["1", "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###."],
    ["2", ".###. #...# ....# ...#. ..#.. .#... #####"],
    ["2", ".###. #...# ....# ..##. .#... #.... #####"],
    ["3", ".###. #...# ....# ..##. ....# #...# .###."],
    ["4", "...#. ..##. .#.#. #..#. ##### ...#. ...#."],
    ["4", "....# ...## ..#.# .#..# ##### ....# ....#"],
    ["5", "##### #.... ####. ....# ....# #...# .###."],
    ["6", ".###. #.... #.... ####. #...# #...# .###."],
    ["7", "##### ....# ...#. ..#.. ..#.. ..#.. ..#.."],
    ["8", ".###. #...# #...# .###. #...# #...# .###."],
    ["9", ".###. #...# #...# .#### ....# ...#. .##.."],
  ] as const
).map(([digit, rows]) => ({ digit, dots: rows.replaceAll(" ", "") }));
const shapeColumns = [0, 3, 5, 8, 10];
/** Hands draw digits differently: so many of 35 dots may differ from the shape. */
const differencesMax = 7;

function readHigh(cell: readonly string[]): string | null {
  const seen = Array.from({ length: 7 }, (_, row) =>
    shapeColumns.map((x) => cell[4 * row + 2]?.[x] ?? ".").join(""),
  ).join("");
  const found = shapes
    .map(({ digit, dots }) => ({ digit, differences: countDifferences(dots, seen) }))
    .sort((a, b) => a.differences - b.differences);
  const [best] = found;
  if (best === undefined || best.differences > differencesMax) return null;
  const next = found.find(({ digit }) => digit !== best.digit);
  return next !== undefined && next.differences > best.differences + 1 ? best.digit : null;
}

function countDifferences(shape: string, seen: string): number {
  return [...shape].filter((dot, index) => dot !== seen[index]).length;
}
