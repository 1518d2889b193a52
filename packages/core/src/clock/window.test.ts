import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyInterval } from "../../../../test/arbitraries/clock-belief.ts";
import { acceptedSteps } from "../../../../test/support/expected-window.ts";
import { timeStep, unixMilliseconds } from "../base/units.ts";
import { codeParameters } from "../codes/code-parameters.ts";
import { defaultPolicy } from "../key/policy.ts";
import { type ClockBelief, defaultClockBounds, unlearntBelief } from "./clock-belief.ts";
import { askWindows, attemptWindows, isWithin } from "./window.ts";

const bounds = defaultClockBounds;
const minute = codeParameters();

/** The windows at a moment of minute 1000, for an offset in seconds, with the default delay of 30 s. */
function windowsAt(
  second: number,
  from: number,
  to: number,
  caps = { acceptSteps: 5, askSteps: 9 },
) {
  const now = unixMilliseconds((60_000 + second) * 1000);
  const offset = { min: from * 1000, max: to * 1000 };
  const belief: ClockBelief = { ...unlearntBelief(now, offset, bounds), rate: { min: 0, max: 0 } };
  return attemptWindows(belief, now, minute, { bounds, caps, scanSteps: 20 });
}

describe("attemptWindows()", () => {
  test("holds the steps that were on the display within the entry delay, and no other", () => {
    expect(windowsAt(45, 0, 0).accept).toEqual({ from: 1000, to: 1000 });
    expect(windowsAt(30, 0, 0).accept).toEqual({ from: 1000, to: 1000 });
    expect(windowsAt(29, 0, 0).accept).toEqual({ from: 999, to: 1000 });
    expect(windowsAt(45, 0, 15).accept).toEqual({ from: 1000, to: 1001 });
    expect(windowsAt(45, -16, 0).accept).toEqual({ from: 999, to: 1000 });
  });

  test("lets the middle of a wide window pass, and asks round the believed step, whatever is possible", () => {
    expect(windowsAt(45, 0, 0)).toMatchObject({
      accept: { from: 1000, to: 1000 },
      ask: { from: 996, to: 1004 },
    });
    expect(windowsAt(45, -180, 180)).toMatchObject({
      accept: { from: 998, to: 1002 },
      ask: { from: 996, to: 1004 },
    });
    expect(windowsAt(45, -600, 600)).toMatchObject({
      accept: { from: 998, to: 1002 },
      ask: { from: 996, to: 1004 },
    });
  });

  test("computes 32 steps first for every key: 16 before the believed one and 15 after it", () => {
    for (const reach of [0, 600]) {
      expect(windowsAt(45, -reach, reach).near).toEqual({ from: 984, to: 1015 });
    }
  });

  test("lets one step pass where the cap says one, and as many as are possible where it says as many", () => {
    const one = { acceptSteps: 1, askSteps: 1 };
    expect(windowsAt(45, 0, 0, one)).toMatchObject({
      accept: { from: 1000, to: 1000 },
      ask: { from: 1000, to: 1000 },
    });
    expect(windowsAt(45, -600, 600, one).accept).toEqual({ from: 1000, to: 1000 });
    // Six steps are possible: five of them pass.
    expect(windowsAt(45, -165, 130)).toMatchObject({
      possible: { from: 997, to: 1002 },
      accept: { from: 998, to: 1002 },
    });
  });

  test("lets no step pass that is not possible, when the believed one is the last that is", () => {
    const now = unixMilliseconds(60_000_000);
    const slow = { ...bounds, entryDelayMilliseconds: 600_000 };
    const belief = unlearntBelief(now, { min: 0, max: 0 }, slow);
    const caps = { acceptSteps: 5, askSteps: 9 };
    const { accept } = attemptWindows(belief, now, minute, { bounds: slow, caps, scanSteps: 20 });
    expect(accept).toEqual({ from: 996, to: 1000 });
  });

  test("lets nothing pass where the cap says so, and computes as much as ever", () => {
    const windows = windowsAt(45, 0, 0, { acceptSteps: 0, askSteps: 0 });
    expect(windows).toMatchObject({ accept: null, ask: null, scan: { from: 980, to: 1023 } });
    expect(windowsAt(45, -600, 600).scan).toEqual(windows.scan);
  });

  test("computes all that asks and all that can come after it, however wide what is possible", () => {
    fc.assert(
      fc.property(
        anyInterval(100_000_000),
        fc.integer({ min: 15, max: 120 }),
        fc.nat({ max: 800 }),
        (offset, periodSeconds, scanSteps) => {
          const now = unixMilliseconds(1_800_000_000_000);
          const clock = unlearntBelief(now, offset, bounds);
          const caps = { acceptSteps: 5, askSteps: 2 * scanSteps + 1 };
          const limits = { bounds, caps, scanSteps };
          const windows = attemptWindows(clock, now, codeParameters({ periodSeconds }), limits);
          const { ask, scan, accept } = windows;
          if (ask === null || scan === null || accept === null) throw new Error("no window");
          expect(scan).toEqual({ from: ask.from, to: ask.to + 3 });
          if (scanSteps < 2) return;
          expect(accept.from).toBeGreaterThanOrEqual(ask.from);
          expect(accept.to).toBeLessThanOrEqual(ask.to);
        },
      ),
    );
  });

  test("has no steps before T0", () => {
    const late = codeParameters({ t0Seconds: 1_000_000 });
    const now = unixMilliseconds(1000);
    const belief = unlearntBelief(now, { min: 0, max: 0 }, bounds);
    const caps = { acceptSteps: 5, askSteps: 5 };
    const windows = attemptWindows(belief, now, late, { bounds, caps, scanSteps: 10 });
    expect(windows).toMatchObject({ accept: null, ask: null, scan: null });
  });

  test("is what the mathematics says, in exact fractions", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
        fc.integer({ min: -1000, max: 400_000_000_000 }),
        anyInterval(10_000_000),
        anyInterval(100_000),
        fc.constantFrom(30, 60),
        fc.record({ acceptSteps: fc.nat(9), askSteps: fc.nat(40) }),
        (at, since, offset, rate, periodSeconds, caps) => {
          const parameters = codeParameters({ periodSeconds });
          const clock: ClockBelief = {
            version: 1,
            at: unixMilliseconds(at),
            offset,
            rate,
            anchors: [],
          };
          const now = unixMilliseconds(at + since);
          const { accept } = attemptWindows(clock, now, parameters, {
            bounds,
            caps,
            scanSteps: 20,
          });
          const policy = {
            ...defaultPolicy,
            windows: { ...defaultPolicy.windows, "in-service": caps },
          };
          const expected = acceptedSteps({ clock, state: "in-service", now, policy }, parameters);
          const [from] = expected;
          const to = expected.at(-1);
          expect(accept).toEqual(from === undefined ? null : { from, to });
        },
      ),
    );
  });
});

describe("askWindows()", () => {
  const now = unixMilliseconds(1_800_000_000_000);
  const caps = { acceptSteps: 5, askSteps: 1441 };
  const limits = { bounds, caps, scanSteps: 720 };
  const at = (milliseconds: number) =>
    attemptWindows(
      unlearntBelief(now, { min: milliseconds, max: milliseconds }, bounds),
      now,
      minute,
      limits,
    );
  const here = at(0).centre;
  const asking = (apart: number) => askWindows(at(0), here + apart, limits);

  test.each([
    [0, [[-720, 720]]],
    [100, [[-720, 720]]],
    [360, [[-720, 720]]],
    [-361, [[-721, 719]]],
    [700, [[-380, 1060]]],
    [723, [[-357, 1083]]],
    [
      724,
      [
        [-360, 360],
        [365, 1081],
      ],
    ],
    [
      -724,
      [
        [-1083, -367],
        [-360, 360],
      ],
    ],
    [
      525_600,
      [
        [-360, 360],
        [525_241, 525_957],
      ],
    ],
  ] as const)("asks round both beliefs when they are %i steps apart", (apart, rows) => {
    const { ask } = asking(apart);
    expect(ask.map(({ from, to }) => [from - here, to - here])).toEqual(rows);
  });

  test("asks for as many codes and computes as many, however far the two are apart", () => {
    fc.assert(
      fc.property(fc.integer({ min: -600_000, max: 600_000 }), (apart) => {
        const { ask, scan } = asking(apart);
        const steps = scan.flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, index) => from + index),
        );
        expect(steps).toHaveLength(1444);
        expect(steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? step))).toBe(
          true,
        );
        expect(ask.reduce((sum, { from, to }) => sum + to - from + 1, 0)).toBeLessThanOrEqual(1441);
        // What asks has its next codes in what is computed, and both beliefs have their surroundings.
        const computed = new Set(steps);
        for (const { from, to } of ask)
          for (const step of [from, to + 3]) expect(computed).toContain(step);
        for (const centre of [here, here + apart]) {
          for (const step of [centre - 357, centre + 357]) {
            expect(ask.some(({ from, to }) => step >= from && step <= to)).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("keeps one row where nobody doubts, where nothing asks, and where less asks than is computed", () => {
    const own = at(0);
    expect(askWindows(own, null, limits)).toEqual({ ask: [own.ask], scan: [own.scan] });
    for (const askSteps of [0, 9]) {
      const few = { ...limits, caps: { ...caps, askSteps } };
      const windows = attemptWindows(
        unlearntBelief(now, { min: 0, max: 0 }, bounds),
        now,
        minute,
        few,
      );
      const { ask, scan } = askWindows(windows, here + 5000, few);
      expect(ask).toEqual(windows.ask === null ? [] : [windows.ask]);
      expect(scan).toEqual([windows.scan]);
    }
  });
});

describe("isWithin()", () => {
  test("holds both ends of a window; no step lies in none", () => {
    const window = { from: timeStep(5), to: timeStep(7) };
    const within = [4, 5, 7, 8].filter((step) => isWithin(timeStep(step), window));
    expect(within).toEqual([5, 7]);
    expect(isWithin(timeStep(5), null)).toBe(false);
  });
});
