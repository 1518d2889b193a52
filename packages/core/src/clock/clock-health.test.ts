import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timeStep, unixMilliseconds } from "../base/units.ts";
import { codeParameters } from "../codes/code-parameters.ts";
import { defaultPolicy } from "../key/policy.ts";
import {
  defaultClockBounds as bounds,
  type ClockBelief,
  observe,
  unlearntBelief,
} from "./clock-belief.ts";
import {
  fleetRate,
  isBeyond,
  type MeasuredRate,
  measuredRate,
  passesAtOnceUntil,
} from "./clock-health.ts";
import { passingWindows } from "./window.ts";

const day = 86_400_000;
const start = unixMilliseconds(1_800_000_000_000);
const clock = codeParameters({ periodSeconds: 60 });
const limits = { bounds, caps: defaultPolicy.windows["in-service"] };

/** What is believed after daily log-ins of a key that runs so fast. */
function followed(ratePpm: number, days: number): ClockBelief {
  let belief = unlearntBelief(start, { min: -600_000, max: 600_000 }, bounds);
  for (let each = 0; each <= days; each += 1) {
    const now = unixMilliseconds(start + each * day);
    const shown = now - 5000 + (ratePpm * each * day) / 1e6;
    belief = observe(belief, timeStep(Math.floor(shown / 60_000)), now, clock, bounds);
  }
  return belief;
}

const measured = (min: number, max: number): MeasuredRate => ({ since: start, rate: { min, max } });

describe("measuredRate()", () => {
  test("holds the mean rate, and gets narrower", () => {
    fc.assert(
      fc.property(fc.integer({ min: -90, max: 90 }), (ratePpm) => {
        const widths = [10, 40].map((days) => {
          const { since, rate } = measuredRate(followed(ratePpm, days)) ?? measured(0, 0);
          expect(since).toBe(start);
          expect(rate.min).toBeLessThanOrEqual(ratePpm * 1000);
          expect(rate.max).toBeGreaterThanOrEqual(ratePpm * 1000);
          return rate.max - rate.min;
        });
        expect(widths[1]).toBeLessThan(widths[0] ?? 0);
      }),
    );
  });

  test("says nothing before there is a second code", () => {
    expect(measuredRate(followed(0, 0))).toBeNull();
    expect(measuredRate(unlearntBelief(start, { min: 0, max: 0 }, bounds))).toBeNull();
  });
});

describe("fleetRate()", () => {
  test("is the median, which a few that drift do not move", () => {
    const sound = Array.from({ length: 60 }, (_, key) =>
      measured(-5000 - key * 10, -5000 + key * 10),
    );
    expect(fleetRate(sound)).toBe(-5000);
    expect(fleetRate([...sound, measured(90_000, 90_000)])).toBe(-5000);
    expect(fleetRate([])).toBe(0);
  });

  test("is never what no temperature does: a fleet that drifts as a whole is not its own measure", () => {
    expect(fleetRate([measured(50_000, 50_000)])).toBe(0);
    expect(fleetRate([measured(-50_000, -50_000)])).toBe(-30_000);
  });
});

test.each([
  [measured(26_000, 60_000), 0, true],
  [measured(25_000, 60_000), 0, false],
  [measured(20_000, 60_000), -10_000, true],
  [measured(-60_000, -26_000), 0, true],
  [measured(-60_000, -26_000), -10_000, false],
  [measured(-90_000, 90_000), 0, false],
])("isBeyond() asks whether all of %j lies far from %i: %s", (rate, centre, answer) => {
  expect(isBeyond(rate, centre)).toBe(answer);
});

describe("passesAtOnceUntil()", () => {
  const countAt = (belief: ClockBelief, at: number): number => {
    const { possible } = passingWindows(belief, unixMilliseconds(at), clock, limits);
    return possible === null ? 0 : possible.to - possible.from + 1;
  };

  test("is the end of the time in which all that is possible passes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -90, max: 90 }),
        fc.nat(100),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(59_999),
        (ratePpm, days, part, phase) => {
          const belief = followed(ratePpm, days);
          const until = passesAtOnceUntil(belief, clock, limits);
          if (until === null) throw new Error("no key passes at once for ever");
          const within = belief.at + Math.floor((until - belief.at) * part);
          expect(countAt(belief, within)).toBeLessThanOrEqual(limits.caps.acceptSteps);
          // A period later there is a phase at which it is one too many.
          const later = until + day;
          const counts = Array.from({ length: 60 }, (_, second) =>
            countAt(belief, later + phase + second * 1000),
          );
          expect(Math.max(...counts)).toBeGreaterThan(limits.caps.acceptSteps);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("is now for a clock of which too little is known, and null where nothing passes", () => {
    const wide = unlearntBelief(start, { min: -600_000, max: 600_000 }, bounds);
    expect(passesAtOnceUntil(wide, clock, limits)).toBe(start);
    const caps = { acceptSteps: 0, askSteps: 0 };
    expect(passesAtOnceUntil(wide, clock, { bounds, caps })).toBeNull();
    const still = { ...followed(0, 3), rate: { min: 0, max: 0 } };
    expect(passesAtOnceUntil(still, clock, limits)).toBeNull();
  });
});
