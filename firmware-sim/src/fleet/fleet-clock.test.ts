import { unixMilliseconds } from "@jeton/core/units";
import { keyClock, offsetAt } from "@jeton/key";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawFleetClock, fleetBegins, yearMilliseconds } from "./fleet-clock.ts";

describe("drawFleetClock()", () => {
  // A rate is kept to 0.001 ppm by a key's clock and exactly here: half of that makes 79 ms in 5 years.
  test("runs as the clock of a simulated key with the same crystal", () => {
    const anyPlace = fc.constantFrom("laboratory", "office", "pocket", "car");
    fc.assert(
      fc.property(
        fc.nat({ max: 100_000 }),
        anyPlace,
        fc.integer({ min: 0, max: 5 * yearMilliseconds }),
        (key, place, elapsed) => {
          const drawn = drawFleetClock({ seed: 1, place }, key);
          const at = unixMilliseconds(fleetBegins);
          const clock = keyClock({ at, ...drawn });
          const apart = offsetAt(clock, unixMilliseconds(fleetBegins + elapsed));
          const rounding = 1 + (0.0005 * elapsed) / 1e6;
          expect(Math.abs(drawn.offsetAt(elapsed) - apart)).toBeLessThanOrEqual(rounding);
        },
      ),
    );
  });
});
