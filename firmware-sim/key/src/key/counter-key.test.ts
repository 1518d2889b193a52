import { unixMilliseconds } from "@jeton/core/units";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VirtualTime } from "../clock/virtual-time.ts";
import { readLcd } from "../lcd/read-lcd.ts";
import { CounterKey, type CounterKeyOptions } from "./counter-key.ts";

const seed = new TextEncoder().encode("12345678901234567890");

function newCounterKey(changes: Partial<CounterKeyOptions> = {}) {
  const time = new VirtualTime(unixMilliseconds(1_800_000_000_000));
  return { time, key: new CounterKey({ serial: "C-1", seed, timeSource: time, ...changes }) };
}

describe("CounterKey", () => {
  test("is dark until its button is pressed, and again when the code was shown for its time", () => {
    const { key, time } = newCounterKey();
    expect([key.code(), readLcd(key.display())]).toMatchObject([null, { text: "      " }]);
    expect(key.press()).toBe("755224");
    time.advance(29_999);
    expect(readLcd(key.display())).toEqual({ kind: "code", code: "755224" });
    expect(key.display().barsOn).toBe(0);
    time.advance(1);
    expect([key.code(), readLcd(key.display())]).toMatchObject([null, { text: "      " }]);
  });

  test("tells its parameters, when it goes dark, and each change of the display", () => {
    const { key, time } = newCounterKey({ digits: 8, algorithm: "SHA-256" });
    const seen: (string | null)[] = [];
    const stop = key.onChange(() => seen.push(key.code()));
    expect([key.parameters, key.darkAt()]).toEqual([{ algorithm: "SHA-256", digits: 8 }, null]);
    const code = key.press();
    time.advance(10_000);
    const again = key.press();
    expect(key.darkAt()).toBe(1_800_000_040_000);
    time.advance(30_000);
    expect(key.darkAt()).toBeNull();
    stop();
    key.press();
    expect(seen).toEqual([code, again, null]);
  });

  test("shows a code of its own for each press, however long the pauses are", () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(pauses, fc.nat(2 ** 40), (between, counter) => {
        const paused = newCounterKey({ counter });
        const hurried = newCounterKey({ counter });
        for (const [index, pause] of between.entries()) {
          paused.time.advance(pause);
          expect(paused.key.counter()).toBe(counter + index);
          const code = paused.key.press();
          expect(code).toBe(hurried.key.press());
          expect(readLcd(paused.key.display())).toEqual({ kind: "code", code });
        }
      }),
    );
  });

  test("goes on where another one with its counter was", () => {
    const { key } = newCounterKey({ digits: 8, algorithm: "SHA-512" });
    for (let press = 0; press < 5; press += 1) key.press();
    const next = newCounterKey({ digits: 8, algorithm: "SHA-512", counter: key.counter() });
    expect(next.key.code()).toBeNull();
    expect(next.key.press()).toBe(key.press());
    expect(next.key.code()).toMatch(/^[0-9]{8}$/);
  });

  test("keeps its seed when the caller overwrites theirs", () => {
    const mine = Uint8Array.from(seed);
    const { key } = newCounterKey({ seed: mine });
    mine.fill(0);
    expect(key.press()).toBe("755224");
  });

  test("stays dark at the end of its counter, and shows no code twice", () => {
    const { key } = newCounterKey({ counter: Number.MAX_SAFE_INTEGER - 1 });
    expect(key.press()).toMatch(/^[0-9]{6}$/);
    expect(key.counter()).toBe(Number.MAX_SAFE_INTEGER);
    expect(key.press()).toBeNull();
  });

  test.each<Partial<CounterKeyOptions>>([
    { serial: "" },
    { seed: new Uint8Array(0) },
    { counter: -1 },
    { counter: 1.5 },
    { counter: 2 ** 53 },
    { digits: 5 },
    { algorithm: "MD5" as never },
    { shownMilliseconds: 999 },
  ])("refuses %j", (changes) => {
    expect(() => newCounterKey(changes)).toThrow(RangeError);
  });
});
