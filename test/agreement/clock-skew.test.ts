import { openMemoryStore, openSqliteStore } from "@jeton/store";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyClockHistory, type ClockHistory } from "../arbitraries/clock-history.ts";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import { playHistory } from "./play-history.ts";
import { describeTally, newTally } from "./tally.ts";

// Goal: laws 1 to 5 hold for every key within the stated bounds, whatever its clock, its holder's
// typing and the gaps between log-ins. Method: draw a key, a band of rates inside the bound, and
// visits; play them with the simulated key against the real log-in over a real store. The policy
// is the default one but for the price of a PIN; a few policies with another entry delay are drawn.

const reading = { moment: "at-once", delayPermille: 0 } as const;
const visit = {
  gap: 0,
  speeds: [0, 0],
  reading,
  waits: false,
  next: { ...reading, codesLater: 1, alone: false },
  mischief: "none",
} as const;

/** A key 10 steps ahead whose first code is that of the step 368 steps later as well. */
const farTwin: ClockHistory = {
  seedHex: "0000000000000000000000000000000000000668",
  periodSeconds: 60,
  delayMax: 30_000,
  offsetPermille: 1000,
  slowestPpb: 0,
  first: reading,
  confirmation: reading,
  visits: [visit],
};

/** Asked for the next code, its holder gives the third one at the last moment, slowly. */
const lastMoment: ClockHistory = {
  ...farTwin,
  seedHex: "00".repeat(20),
  periodSeconds: 30,
  offsetPermille: -1000,
  slowestPpb: -100_000,
  visits: [
    {
      ...visit,
      gap: 365 * 86_400_000,
      waits: true,
      next: { moment: "last-millisecond", delayPermille: 1000, codesLater: 3, alone: false },
    },
  ],
};

describe("a key whose clock drifts within its bounds", () => {
  test("logs in for a thousand key-years, at worst by the next code", async () => {
    const tally = newTally();
    await fc.assert(
      fc.asyncProperty(anyClockHistory, (history) =>
        playHistory(openMemoryStore(), "1", history, tally),
      ),
      { numRuns: 330 },
    );
    console.log(describeTally(tally));
    expect(tally.wrongRefusals).toBe(0);
    expect(tally.years).toBeGreaterThan(1000);
  });

  // 1441 steps are computed for each attempt: for 1 code in 700 another of them shows it, too.
  test("goes into service although a far step shows its first code, too", async () => {
    const tally = newTally();
    await playHistory(openMemoryStore(), "1", farTwin, tally);
    expect(tally).toMatchObject({ logins: 1, coincidences: 0 });
  });

  test("is let in by the third code after the first, given at the last moment", async () => {
    const tally = newTally();
    await playHistory(openMemoryStore(), "1", lastMoment, tally);
    expect(tally).toMatchObject({ logins: 1, askedNext: 1 });
  });

  test("does so over a store on disk", async () => {
    const directory = makeStoreDirectory();
    const store = openSqliteStore(directory.file);
    const tally = newTally();
    try {
      await fc.assert(
        fc.asyncProperty(anyClockHistory, (history) =>
          playHistory(store, String(tally.keys), history, tally),
        ),
        { numRuns: 10 },
      );
    } finally {
      await store.close();
      directory.remove();
    }
    expect(tally.keys).toBe(10);
  });
});
