import { defaultClockBounds } from "@jeton/core";
import * as fc from "fast-check";

const { rateBoundPpb, wanderPpb } = defaultClockBounds;

/**
 * When, within the time that the display shows one code, its holder reads it: at once, or in its
 * last millisecond. Who waits for a new code and reads it at once reads its first millisecond.
 */
export type ReadingMoment = "at-once" | "last-millisecond";

/** How a code comes from the display to the server. */
export type Reading = {
  readonly moment: ReadingMoment;
  /** From the display to the server, in thousandths of the longest entry delay. */
  readonly delayPermille: number;
};

/** One time that the holder logs in. */
export type Visit = {
  /** Time since the visit before, ms. */
  readonly gap: number;
  /** The clock's speed in the first and the second half of the gap, in thousandths of its band. */
  readonly speeds: readonly [number, number];
  readonly reading: Reading;
  /** Whether they wait for the next code before they read one. */
  readonly waits: boolean;
  /** Should the next code be asked for: how many codes later it is given, and how. */
  readonly next: Reading & { readonly codesLater: 1 | 2 | 3; readonly alone: boolean };
  /** What goes wrong round the log-in, apart from clocks. */
  readonly mischief: "none" | "replayed" | "wrong-pin-first";
};

/** A key and all that happens to its clock and its holder. */
export type ClockHistory = {
  readonly seedHex: string;
  readonly periodSeconds: 30 | 60;
  /** The longest entry delay that the policy allows for, ms. */
  readonly delayMax: number;
  /** Key clock minus true time at the first use, in thousandths of what first use allows. */
  readonly offsetPermille: number;
  /** The clock never runs slower, ppb; nor faster than `wanderPpb` above it. */
  readonly slowestPpb: number;
  readonly first: Reading;
  readonly confirmation: Reading;
  readonly visits: readonly Visit[];
};

/** Seldom between, often at the ends, where faults live. */
const anyPermille = fc.oneof(
  { arbitrary: fc.constantFrom(0, 1000), weight: 2 },
  { arbitrary: fc.integer({ min: 0, max: 1000 }), weight: 3 },
);

const anyReading: fc.Arbitrary<Reading> = fc.record({
  moment: fc.constantFrom<ReadingMoment>("at-once", "last-millisecond"),
  delayPermille: anyPermille,
});

const minute = 60_000;
const day = 1440 * minute;

const anyGap: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 10 * minute }), weight: 3 },
  { arbitrary: fc.integer({ min: 0, max: 2 * day }), weight: 5 },
  { arbitrary: fc.integer({ min: 0, max: 14 * day }), weight: 5 },
  { arbitrary: fc.integer({ min: 0, max: 90 * day }), weight: 5 },
  { arbitrary: fc.integer({ min: 0, max: 365 * day }), weight: 3 },
  { arbitrary: fc.constant(365 * day), weight: 1 },
);

export const anyVisit: fc.Arbitrary<Visit> = fc.record({
  gap: anyGap,
  speeds: fc.tuple(anyPermille, anyPermille),
  reading: anyReading,
  waits: fc.boolean(),
  next: fc
    .tuple(anyReading, fc.constantFrom<1 | 2 | 3>(1, 1, 2, 3), fc.boolean())
    .map(([reading, codesLater, alone]) => ({ ...reading, codesLater, alone })),
  mischief: fc.constantFrom("none", "none", "replayed", "wrong-pin-first"),
});

const anyPeriodAndDelay = fc.constantFrom(
  ...([
    { periodSeconds: 30, delayMax: 30_000 },
    { periodSeconds: 60, delayMax: 30_000 },
    { periodSeconds: 30, delayMax: 5_000 },
    { periodSeconds: 60, delayMax: 60_000 },
  ] as const),
);

/** A key within the stated bounds, from its first use through years of log-ins. */
export const anyClockHistory: fc.Arbitrary<ClockHistory> = fc
  .record({
    seedHex: fc
      .uint8Array({ minLength: 20, maxLength: 20 })
      .map((bytes) => Buffer.from(bytes).toString("hex")),
    clock: anyPeriodAndDelay,
    offsetPermille: fc.oneof(
      fc.constantFrom(-1000, 0, 1000),
      fc.integer({ min: -1000, max: 1000 }),
    ),
    slowestPpb: fc.oneof(
      fc.constantFrom(-rateBoundPpb, rateBoundPpb - wanderPpb),
      fc.integer({ min: -rateBoundPpb, max: rateBoundPpb - wanderPpb }),
    ),
    first: anyReading,
    confirmation: anyReading,
    visits: fc.array(anyVisit, { minLength: 1, maxLength: 60, size: "max" }),
  })
  .map(({ clock, ...history }) => ({ ...history, ...clock }));
