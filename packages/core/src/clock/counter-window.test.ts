import { describe, expect, test } from "vitest";
import { timeStep } from "../base/units.ts";
import { counterWindows } from "./counter-window.ts";

const limits = { caps: { acceptSteps: 5, askSteps: 20 }, scanSteps: 60 };

describe("counterWindows()", () => {
  test("lie ahead of the next counter, but for what is computed to know a used code", () => {
    expect(counterWindows(timeStep(100), limits)).toEqual({
      possible: { from: 100, to: 104 },
      accept: { from: 100, to: 104 },
      ask: { from: 100, to: 119 },
      // 32 behind it, and 2 · 60 + 1 + 3 altogether, as for a time key.
      scan: { from: 68, to: 191 },
      near: { from: 100, to: 131 },
      centre: 100,
    });
  });

  test("compute as many near counter 0: what is missing behind is computed ahead", () => {
    expect(counterWindows(timeStep(0), limits).scan).toEqual({ from: 0, to: 123 });
    expect(counterWindows(timeStep(33), limits).scan).toEqual({ from: 1, to: 124 });
  });

  test("ask for no counter whose three next ones are not computed, and take none that is not", () => {
    const wide = { acceptSteps: 1000, askSteps: 1000 };
    const { possible, accept, ask } = counterWindows(timeStep(100), { ...limits, caps: wide });
    expect(possible).toEqual(accept);
    expect(accept).toEqual({ from: 100, to: 191 });
    expect(ask).toEqual({ from: 100, to: 188 });
  });

  test("hold one counter where the policy says one, and none where it says none", () => {
    const one = counterWindows(timeStep(100), {
      ...limits,
      caps: { acceptSteps: 1, askSteps: 1 },
    });
    expect(one).toMatchObject({ accept: { from: 100, to: 100 }, ask: { from: 100, to: 100 } });
    const none = counterWindows(timeStep(100), {
      ...limits,
      caps: { acceptSteps: 0, askSteps: 0 },
    });
    expect(none).toMatchObject({ possible: null, accept: null, ask: null });
    expect(none.scan).toEqual({ from: 68, to: 191 });
    // So few are computed that all of them lie behind the next counter.
    const few = counterWindows(timeStep(100), { ...limits, scanSteps: 1 });
    expect(few).toMatchObject({ accept: null, ask: null, scan: { from: 68, to: 73 } });
  });
});
