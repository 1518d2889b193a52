// The one segment table. Drawing, reading and testing the glass all start here.
//
//   A
// F   B     bit 0 = A … bit 6 = G
//   G
// E   C
//   D

/** The seven segments of a digit, in bit order. */
export const segmentNames = ["A", "B", "C", "D", "E", "F", "G"] as const;

/** The name of a digit's segment. */
export type SegmentName = (typeof segmentNames)[number];

/** Which segments of a digit are on: bit 0 = A … bit 6 = G, 0 .. 127. */
export type DigitSegments = number;

/** A character's segments. The self-test lights every segment, as "8" does. */
const characterTable: readonly (readonly [character: string, segments: string])[] = [
  ["0", "ABCDEF"],
  ["1", "BC"],
  ["2", "ABDEG"],
  ["3", "ABCDG"],
  ["4", "BCFG"],
  ["5", "ACDFG"],
  ["6", "ACDEFG"],
  ["7", "ABC"],
  ["8", "ABCDEFG"],
  ["9", "ABCDFG"],
  ["-", "G"],
  [" ", ""],
];

/** Every segment of a digit. */
export const allSegments: DigitSegments = 0b111_1111;

/** Countdown bars on a glass: one for each 10 s of a 60 s period. */
export const barCount = 6;

/** What is printed on a key's glass. */
export type Glass = {
  /** Digits, 6 to 10. */
  readonly digits: number;
  /** Countdown bars. Bar 0 goes out last. */
  readonly bars: number;
};

/** By code unit: a list is looked up faster than a map, and each reading does it for each digit. */
const segmentsOfUnit: readonly (DigitSegments | undefined)[] = Array.from(
  { length: 128 },
  (_, unit) => {
    const found = characterTable.find(([character]) => character.charCodeAt(0) === unit);
    return found === undefined ? undefined : maskOf(found[1]);
  },
);

const characterOf: ReadonlyMap<DigitSegments, string> = new Map(
  characterTable.map(([character, segments]) => [maskOf(segments), character]),
);

/** Returns the segments that show the character at `index` of `text`, or null when a digit cannot. */
export function segmentsForCharacter(text: string, index = 0): DigitSegments | null {
  return segmentsOfUnit[text.charCodeAt(index)] ?? null;
}

/** Returns the character that `segments` show, or null when they show none of the table. */
export function characterForSegments(segments: DigitSegments): string | null {
  return characterOf.get(segments) ?? null;
}

/** Returns whether `segment` is among `segments`. */
export function isSegmentOn(segments: DigitSegments, segment: SegmentName): boolean {
  return (segments & (1 << segmentNames.indexOf(segment))) !== 0;
}

/**
 * Returns how many bars are on: one for each sixth of the period that has begun and is not over.
 * `millisecondsLeft` runs from the period's length down to 0.
 */
export function barsLeft(millisecondsLeft: number, periodSeconds: number): number {
  const bars = Math.ceil((millisecondsLeft * barCount) / (periodSeconds * 1000));
  return Math.min(barCount, Math.max(0, bars));
}

function maskOf(segments: string): DigitSegments {
  return segmentNames.reduce(
    (mask, name, bit) => (segments.includes(name) ? mask | (1 << bit) : mask),
    0,
  );
}
