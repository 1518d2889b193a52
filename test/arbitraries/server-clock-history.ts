import * as fc from "fast-check";
import { anyVisit, type Visit } from "./clock-history.ts";

/** A time at which the holder comes while the server's clock may be wrong. */
export type WrongTimeVisit = Visit & {
  /** Server clock minus true time, ms; null keeps it as it was. */
  readonly serverShift: number | null;
  /** Presents a PASSCODE again that was accepted before: which, counted from the latest; null for none. */
  readonly replayed: number | null;
  /** Whether the help desk resynchronises the key when it is refused. */
  readonly helped: boolean;
};

/** A server whose clock jumps about and is put right in the end. */
export type ServerClockHistory = {
  readonly seedHex: string;
  readonly periodSeconds: 30 | 60;
  /** Speed error of the key's clock, ppb. */
  readonly ratePpb: number;
  readonly wrong: readonly WrongTimeVisit[];
  /** What comes once the server's clock is right again. */
  readonly right: readonly Visit[];
};

const second = 1000;
const day = 86_400 * second;

/** Small slips, which a log-in survives, and jumps by a time zone, a day, a year. */
const anyShift = fc.oneof(
  fc.integer({ min: -120 * second, max: 120 * second }),
  fc.integer({ min: -3600 * second, max: 3600 * second }),
  fc.integer({ min: -3 * day, max: 3 * day }),
  fc.constantFrom(-365 * day, 365 * day),
);

const anyWrongTimeVisit: fc.Arbitrary<WrongTimeVisit> = fc
  .tuple(
    anyVisit,
    fc.record({
      serverShift: fc.option(anyShift),
      replayed: fc.option(fc.nat({ max: 5 })),
      helped: fc.boolean(),
    }),
  )
  .map(([visit, wrong]) => ({ ...visit, ...wrong, mischief: "none" as const }));

export const anyServerClockHistory: fc.Arbitrary<ServerClockHistory> = fc.record({
  seedHex: fc
    .uint8Array({ minLength: 20, maxLength: 20 })
    .map((bytes) => Buffer.from(bytes).toString("hex")),
  periodSeconds: fc.constantFrom(30, 60),
  ratePpb: fc.integer({ min: -100_000, max: 100_000 }),
  wrong: fc.array(anyWrongTimeVisit, { minLength: 1, maxLength: 20, size: "max" }),
  right: fc.array(anyVisit, { minLength: 1, maxLength: 10, size: "max" }),
});
