import { openMemoryStore } from "@jeton/store";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyServerClockHistory } from "../arbitraries/server-clock-history.ts";
import { playServerClock } from "./play-server-clock.ts";
import { newTally } from "./tally.ts";

// Goal: no jump of the server's clock opens a spent step, widens a window past its cap or locks a
// holder out for good. Method: draw jumps from seconds to a year, log-ins, replays and calls to the
// help desk while the clock is wrong; then put it right and let the holder come again.

describe("a server whose clock jumps", () => {
  test("accepts no step twice, and lets the holder in once its clock is right", async () => {
    const tally = newTally();
    await fc.assert(
      fc.asyncProperty(anyServerClockHistory, (history) =>
        playServerClock(openMemoryStore(), "1", history, tally),
      ),
      { numRuns: 200 },
    );
    expect(tally.logins).toBeGreaterThan(500);
    // By the help desk only where the next code does not reach, or while the clock is wrong: that it happens
    // at all is all that is asked, since each case that heals by itself makes it rarer.
    expect(tally.resynchronised).toBeGreaterThan(3);
  });
});
