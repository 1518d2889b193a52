import type { KeyReading } from "@jeton/key";

/** The glass of a board, in characters. */
export type GlassSize = { readonly columns: number; readonly rows: number };

/** What the face of a key is drawn from. */
export type FaceOf = Pick<KeyReading, "code" | "mode" | "millisecondsLeft"> & {
  readonly serial: string;
  /** Whether the whole serial number is shown instead of the code. */
  readonly showsSerial: boolean;
};

/** From column 13 on there is room beside six large digits. */
const sideColumn = 13;

/**
 * Returns the rows of a board's glass that show the key: the code two rows high, the seconds that
 * it still lasts, and the serial number, of which small boards have room for the end only. "\u0000"
 * to "\u0007" are `largeDigitParts`. A dark key leaves the glass empty.
 */
export function boardFace(face: FaceOf, { columns, rows }: GlassSize): readonly string[] {
  const serial = onEveryDisplay(face.serial);
  const lines = Array.from({ length: rows }, () => "");
  if (face.showsSerial) {
    lines[0] = "Key no.";
    lines[1] = serial.slice(-columns);
  } else if (face.mode === "self-test") {
    const [upper, lower] = largeCode("888888") ?? ["", ""];
    lines[0] = upper;
    lines[1] = lower;
  } else if (face.mode === "shown" && face.code !== null) {
    const left = timeLeft(face.millisecondsLeft);
    const [upper, lower] = largeCode(face.code) ?? [face.code, ""];
    const side = columns - sideColumn;
    const beside = rows === 2;
    lines[0] = upper.padEnd(sideColumn) + (beside ? serial.slice(-side).padStart(side) : "");
    lines[1] = lower.padEnd(sideColumn) + (beside ? left.padStart(side) : "");
    if (!beside) {
      lines[2] = left;
      lines[3] = serial.slice(-columns);
    }
  }
  return lines.map((line) => line.slice(0, columns).padEnd(columns));
}

/** Seconds up to 999, then whole minutes, then hours: three characters. */
function timeLeft(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 1000) return String(seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 100) return `${minutes}m`;
  return `${Math.min(99, Math.floor(minutes / 60))}h`;
}

/** Characters that not every display has at its place of ASCII become "?". */
function onEveryDisplay(text: string): string {
  return text.replace(/[^ -#%-?A-Za-z]/gu, "?");
}

/**
 * Parts of digits, one character wide and two high, as characters 0 to 7 of the board. The lower
 * half has its middle bar on top.
 *
 *   0 ###  1     #  2 ###  3 # #  4 ###  5 ###  6 ###  7 ###
 *     # #       #      #    # #    #      #        #    # #
 *     # #       #      #    # #    #      ###    ###    ###
 */
export const largeDigitParts: readonly (readonly string[])[] = [
  part("#####", "#...#", "#...#"),
  part("....#", "....#", "....#"),
  part("#####", "....#", "....#"),
  part("#...#", "#...#", "#...#"),
  part("#####", "#....", "#...."),
  part("#####", "#....", "#####"),
  part("#####", "....#", "#####"),
  part("#####", "#...#", "#####"),
];

/** The upper and the lower part of each digit; the display's own U is the foot of a 0. */
const digitParts: readonly (readonly [upper: string, lower: string])[] = [
  ...(["\u0000U", "\u0001\u0001", "\u0002\u0005", "\u0002\u0006", "\u0003\u0002"] as const),
  ...(["\u0004\u0006", "\u0004\u0007", "\u0002\u0001", "\u0000\u0007", "\u0000\u0006"] as const),
].map((both) => [both.charAt(0), both.charAt(1)] as const);

/** Six digits stand apart in two groups; up to eight close together; more have no room. */
function largeCode(code: string): readonly [string, string] | null {
  if (code.length > 8) return null;
  const gap = code.length <= 6 ? " " : "";
  const half = Math.ceil(code.length / 2);
  const row = (which: 0 | 1): string =>
    [...code]
      .map((digit, index) => {
        const glyph = digitParts[Number(digit)]?.[which] ?? " ";
        return `${index === half ? " " : ""}${glyph}${gap}`;
      })
      .join("")
      .slice(0, sideColumn);
  return [row(0), row(1)];
}

function part(top: string, middle: string, bottom: string): readonly string[] {
  return [top, middle, middle, middle, middle, middle, bottom, "....."];
}
