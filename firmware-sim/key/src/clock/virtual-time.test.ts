import { unixMilliseconds } from "@jeton/core/units";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VirtualTime } from "./virtual-time.ts";

const at = unixMilliseconds;

describe("VirtualTime", () => {
  test("stands still until it is advanced", () => {
    const time = new VirtualTime(at(1000));
    expect([time.now(), time.advance(1), time.now()]).toEqual([1000, 1001, 1001]);
  });

  test.each([-1, 0.5, Number.NaN])("refuses to advance by %d ms and stays where it is", (by) => {
    const time = new VirtualTime(at(1000));
    expect(() => time.advance(by)).toThrow(RangeError);
    expect(time.now()).toBe(1000);
  });

  test("does not go back", () => {
    const time = new VirtualTime(at(1000));
    expect(() => time.jumpTo(at(999))).toThrow(RangeError);
    expect(time.jumpTo(at(1000))).toBe(1000);
  });

  // However many wait and however far it goes at once.
  test("meets every moment in order, standing at it, and each once", () => {
    const moments = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 30 });
    const steps = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 8 });
    fc.assert(
      fc.property(moments, steps, (wanted, advances) => {
        const time = new VirtualTime(at(1000));
        const met: number[] = [];
        for (const moment of wanted) {
          time.whenReaches(at(1000 + moment), () => {
            expect(time.now()).toBe(1000 + moment);
            met.push(moment);
          });
        }
        for (const by of advances) time.advance(by);
        const end = time.now() - 1000;
        const due = wanted.filter((moment) => moment <= end).sort((a, b) => a - b);
        expect(met).toEqual(advances.length === 0 ? [] : due);
      }),
    );
  });

  // So many that those who were called are dropped in between.
  test("meets a thousand that wait again and again in order, and none that was taken back", () => {
    const time = new VirtualTime(at(0));
    const met: (readonly [number, number])[] = [];
    for (let index = 0; index < 1000; index += 1) {
      const again = (): void => {
        met.push([time.now(), index]);
        time.whenReaches(at(time.now() + 500 + (index % 7)), again);
      };
      const cancel = time.whenReaches(at((index * 37) % 500), again);
      if (index % 10 === 3) cancel();
    }
    for (let turn = 0; turn < 30; turn += 1) time.advance(171);
    const moments = met.map(([moment]) => moment);
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(new Set(met.map(([, index]) => index)).size).toBe(900);
    for (const index of [0, 6, 500, 999]) {
      const own = met.filter(([, each]) => each === index).map(([moment]) => moment);
      const step = 500 + (index % 7);
      const first = (index * 37) % 500;
      const times = Math.floor((30 * 171 - first) / step) + 1;
      expect(own).toEqual(Array.from({ length: times }, (_, turn) => first + turn * step));
    }
  });

  test("lets a callback wait again, as a key does from code to code", () => {
    const time = new VirtualTime(at(0));
    const seen: number[] = [];
    const again = (): void => {
      seen.push(time.now());
      time.whenReaches(at(time.now() + 30_000), again);
    };
    time.whenReaches(at(30_000), again);
    time.advance(100_000);
    expect(seen).toEqual([30_000, 60_000, 90_000]);
    expect(time.now()).toBe(100_000);
  });

  test("does not call what was taken back", () => {
    const time = new VirtualTime(at(0));
    let called = 0;
    const cancel = time.whenReaches(at(5), () => {
      called += 1;
    });
    cancel();
    time.advance(10);
    expect(called).toBe(0);
  });
});
