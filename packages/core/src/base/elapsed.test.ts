import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockSkewMilliseconds, hasEnded, hasEndedBy } from "./elapsed.ts";

const since = 1_800_000_000_000;
const milliseconds = 600_000;
const year = 365 * 86_400_000;

describe("hasEnded()", () => {
  test.each([
    ["at its beginning", 0, false],
    ["a millisecond before its end", milliseconds - 1, false],
    ["at its end", milliseconds, true],
    ["a year later", year, true],
    ["by a clock that is behind as far as clocks differ", -clockSkewMilliseconds, false],
    ["by a clock that is further behind", -clockSkewMilliseconds - 1, true],
    ["by a clock that was a year ahead and is mended", -year, true],
  ])("%s", (_, later, ended) => {
    expect(hasEnded({ since, milliseconds }, since + later)).toBe(ended);
    const expiresAt = since + milliseconds;
    const end = { expiresAt, millisecondsMax: milliseconds };
    expect(hasEndedBy(end, since + later)).toBe(ended);
  });

  test("leaves nothing alive for longer than its time and what clocks differ", () => {
    const moment = fc.integer({ min: 0, max: 4 * year });
    fc.assert(
      fc.property(moment, fc.nat(year), moment, (begun, lasts, first) => {
        const span = { since: begun, milliseconds: lasts };
        if (hasEnded(span, first)) return;
        expect(hasEnded(span, first + lasts + clockSkewMilliseconds)).toBe(true);
      }),
    );
  });
});
