import { describe, expect, test } from "vitest";
import { timeStep, unixMilliseconds } from "../base/units.ts";
import { firstCounterMax } from "../codes/counter-parameters.ts";
import {
  type CounterBelief,
  counterShown,
  countersSpent,
  firstCounter,
  nextCounterMax,
} from "./counter-belief.ts";

const now = unixMilliseconds(1_800_000_000_000);
const minute = 60_000;

/** A floor that was raised at `now`, as the store that raised it marks it. */
const floor = { at: now, mark: now };
/** What is dated from then on was decided under it, by whichever server's clock. */
const kept = now + minute;

describe("firstCounter()", () => {
  test("is the counter that the key shows next, from 0 to 2^52", () => {
    for (const next of [0, 7, firstCounterMax]) {
      expect(firstCounter(next, now)).toEqual({ next, since: now });
    }
    for (const none of [-1, 0.5, firstCounterMax + 1, Number.NaN]) {
      expect(() => firstCounter(none, now)).toThrow(
        /Cannot use .* as a counter: expected a whole number from 0 to 2\^52/,
      );
    }
  });
});

describe("firstCounter() under a floor", () => {
  test("is dated behind it, so that the floor spends nothing of a key that was not there before", () => {
    for (const at of [now, now + 1, kept - 1, kept]) {
      const fresh = firstCounter(7, unixMilliseconds(at), floor);
      expect(fresh).toEqual({ next: 7, since: kept });
      expect(countersSpent(fresh, floor, 10)).toBe(6);
    }
    const ahead = { at: now, mark: now + 86_400_000 };
    expect(countersSpent(firstCounter(7, now, ahead), ahead, 10)).toBe(6);
  });

  test("is lost with the floor that rises next", () => {
    const fresh = firstCounter(7, now, floor);
    const next = { at: unixMilliseconds(now + 1), mark: now + 1 };
    expect(countersSpent(fresh, next, 10)).toBe(16);
  });
});

describe("counterShown()", () => {
  test("is the counter after the one that was shown, since now", () => {
    expect(counterShown(timeStep(7), now, undefined)).toEqual({ next: 8, since: now });
  });

  test("is dated after the minute of a floor, so that it is kept to by what was decided under it", () => {
    expect(counterShown(timeStep(7), now, floor).since).toBe(kept);
    const later = unixMilliseconds(kept + 1);
    expect(counterShown(timeStep(7), later, floor).since).toBe(later);
  });

  test("leaves room for all windows among exact numbers", () => {
    expect(nextCounterMax).toBe(2 ** 53 - 2 ** 24);
    expect(counterShown(timeStep(nextCounterMax), now, undefined).next).toBe(nextCounterMax);
    expect(counterShown(timeStep(nextCounterMax - 2), now, undefined).next).toBe(
      nextCounterMax - 1,
    );
  });
});

describe("countersSpent()", () => {
  const known = (next: number, since: number): CounterBelief => ({
    next: timeStep(next),
    since: unixMilliseconds(since),
  });

  test("are all before the next one: none of a key that begins with 0", () => {
    expect(countersSpent(known(7, now), undefined, 10)).toBe(6);
    expect(countersSpent(known(1, now), undefined, 10)).toBe(0);
    expect(countersSpent(known(0, now), undefined, 10)).toBeNull();
  });

  test("are as many more as the policy says, when what is known is older than the floor", () => {
    expect(countersSpent(known(7, kept - 1), floor, 10)).toBe(16);
    expect(countersSpent(known(7, kept), floor, 10)).toBe(6);
    expect(countersSpent(known(0, kept - 1), floor, 1)).toBe(0);
  });
});
