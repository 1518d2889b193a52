import type { CodeParameters } from "@jeton/core/units";
import { glassWith } from "../lcd/lcd.ts";
import { comLineCount, segLineCount, segmentTable } from "../lcd/segment-lines.ts";
import type { SeededRandom } from "../seeded-random.ts";
import type { FaultName } from "./fault.ts";

/** Of the key that a fault strikes: what there is to break. */
export type FaultyKey = {
  readonly parameters: CodeParameters;
  readonly seedBytes: number;
};

/** A value that a fault needs. Left out, it is drawn from the key's seeded random numbers. */
export type FaultParameter = {
  readonly name: string;
  /** What it means, with its unit and range, for people. */
  readonly means: string;
} & (
  | {
      readonly kind: "whole";
      readonly min: number;
      readonly max: (key: FaultyKey) => number;
      readonly draw: (random: SeededRandom, key: FaultyKey) => number;
    }
  | { readonly kind: "choice"; readonly choices: (key: FaultyKey) => readonly string[] }
);

/** One row of the table of faults. */
export type FaultRow = {
  readonly name: FaultName;
  /** "moment": it strikes once and is over; "lasting": it stays until it is cleared. */
  readonly kind: "moment" | "lasting";
  /** What the key does then, in a few words. */
  readonly effect: string;
  readonly parameters: readonly FaultParameter[];
};

const year = 31_557_600;

/** Every fault that a simulated key can have: help texts and the HTTP interface list these rows. */
export const faultTable: readonly FaultRow[] = [
  moment("clock-jump", "the clock moves at once", [
    whole("seconds", "how far, negative goes back", -10 * year, 10 * year, (random) => {
      const far = random.whole(60, 3600);
      return random.uniform() < 0.5 ? -far : far;
    }),
  ]),
  moment("clock-reset", "the clock begins anew, as after a battery was taken out", [
    whole("unixSeconds", "at which Unix time", 0, 4_294_967_295, () => 946_684_800),
  ]),
  moment("shock", "the crystal runs at another speed for good, as after a fall", [
    whole("ppm", "by how much faster", -1000, 1000, (random) => {
      const much = random.whole(2, 20);
      return random.uniform() < 0.5 ? -much : much;
    }),
  ]),
  moment("brown-out", "the voltage falls: the key restarts and its clock misses the time", [
    whole("seconds", "how long", 0, 86_400, (random) => random.whole(1, 600)),
  ]),
  moment("low-battery", "the battery loses its charge but for a rest", [
    whole("percent", "what is left; 0 switches the key off for good", 0, 100, (random) =>
      random.whole(1, 9),
    ),
  ]),
  lasting("seed-bit-flip", "one bit of the seed is wrong, and so is every code", [
    {
      kind: "whole",
      name: "bit",
      means: "which, 0 is the lowest bit of the first byte",
      min: 0,
      max: ({ seedBytes }) => 8 * seedBytes - 1,
      draw: (random, { seedBytes }) => random.whole(0, 8 * seedBytes - 1),
    },
  ]),
  lasting("wrong-period", "the factory burnt in another period", [
    whole("seconds", "which", 1, 86_400, (_, { parameters }) =>
      parameters.periodSeconds === 30 ? 60 : 30,
    ),
  ]),
  lasting("wrong-algorithm", "the factory burnt in another hash", [
    {
      kind: "choice",
      name: "algorithm",
      means: "which, another than the right one",
      choices: ({ parameters }) =>
        ["SHA-1", "SHA-256", "SHA-512"].filter((name) => name !== parameters.algorithm),
    },
  ]),
  lasting("frozen-display", "the glass keeps what it shows now", []),
  lasting("blank-display", "the glass shows nothing", []),
  lasting("stuck-button", "the button stays pressed", []),
  lasting("dead-segment", "a segment is never dark", [segment()]),
  lasting("stuck-segment", "a segment is always dark", [segment()]),
  lasting("dead-line", "an electrode is broken, and all its segments are dead", [
    {
      kind: "choice",
      name: "line",
      means: "which, COM0 to COM3 or SEG0 and up",
      choices: ({ parameters }) => [
        ...Array.from({ length: comLineCount }, (_, com) => `COM${com}`),
        ...Array.from({ length: segLineCount(glassWith(parameters.digits)) }, (_, n) => `SEG${n}`),
      ],
    },
  ]),
];

/** Returns the row of a fault, or null when no fault has that name. */
export function faultRow(name: string): FaultRow | null {
  return faultTable.find((row) => row.name === name) ?? null;
}

function segment(): FaultParameter {
  return {
    kind: "choice",
    name: "segment",
    means: "which, 0A is the leftmost digit's upper bar; or bar0, battery, lock, separator",
    choices: ({ parameters }) => [...segmentTable(glassWith(parameters.digits)).keys()],
  };
}

function moment(name: FaultName, effect: string, parameters: readonly FaultParameter[]): FaultRow {
  return { name, kind: "moment", effect, parameters };
}

function lasting(name: FaultName, effect: string, parameters: readonly FaultParameter[]): FaultRow {
  return { name, kind: "lasting", effect, parameters };
}

function whole(
  name: string,
  what: string,
  min: number,
  max: number,
  draw: (random: SeededRandom, key: FaultyKey) => number,
): FaultParameter {
  return { kind: "whole", name, means: `${what}: ${min} to ${max}`, min, max: () => max, draw };
}
