import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyInterval } from "../../../test/arbitraries/clock-belief.ts";
import { acceptedSteps } from "../../../test/support/expected-window.ts";
import { type ClockBelief, defaultClockBounds, unlearntBelief } from "./clock-belief.ts";
import { codeParameters } from "./code-parameters.ts";
import { defaultPolicy } from "./policy.ts";
import { unixMilliseconds } from "./units.ts";
import { attemptWindows } from "./window.ts";

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
