import { unixMilliseconds } from "@jeton/core/units";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coinCell } from "../battery/battery.ts";
import { VirtualTime } from "../clock/virtual-time.ts";
import type { FaultName } from "../faults/fault.ts";
import { faultTable } from "../faults/fault-table.ts";
import { seedCheck } from "../firmware/seed-check.ts";
import { drawSvg } from "../lcd/svg.ts";
import { drawQuartz } from "../quartz/draw-quartz.ts";
import { temperatureProfiles } from "../quartz/temperature.ts";
import type { SimulatedKeyOptions } from "./new-key.ts";
import { SimulatedKey } from "./simulated-key.ts";

// What each layer does is tested beside it. Here: that they are joined rightly.

const seed = new TextEncoder().encode("12345678901234567890");
const noon = unixMilliseconds(1_800_000_000_000);
const day = 86_400_000;

function made(options: Partial<SimulatedKeyOptions> = {}) {
  const time = new VirtualTime(noon);
  return { time, key: new SimulatedKey({ serial: "1", seed, timeSource: time, ...options }) };
}

const button = { display: { kind: "button", shownMilliseconds: 20_000 } } as const;

describe("a key with a button", () => {
  test("is dark until it is pressed, shows its code for 20 s, and tells when", () => {
    const { key, time } = made({ program: button });
    expect([key.code(), key.reading().mode, key.seen()]).toEqual([
      ...[null, "dark", { kind: "unreadable", text: "      " }],
    ]);
    key.press();
    expect(key.seen()).toEqual({ kind: "code", code: key.code() });
    const { nextChangeAt } = key.reading();
    expect(nextChangeAt).toBe(noon + 10_000);
    time.advance(19_999);
    expect(key.reading()).toMatchObject({ mode: "shown", nextChangeAt: noon + 20_000 });
    time.advance(1);
    expect(key.reading().mode).toBe("dark");
  });

  test("draws more while it shows: a stuck button empties the battery in years instead of decades", () => {
    const idle = made({ program: button });
    const stuck = made({ program: button });
    stuck.key.inject("stuck-button");
    for (const { time } of [idle, stuck]) time.advance(1000 * day);
    expect(idle.key.battery(0).percent).toBeCloseTo(100 - (100 * 1260 * 24_000) / 225e6, 3);
    expect(stuck.key.battery(0).percent).toBeCloseTo(100 - (100 * 4227 * 24_000) / 225e6, 2);
    stuck.key.release();
    expect(stuck.key.reading().mode).toBe("shown");
    stuck.key.clearFaults();
    expect(stuck.key.reading().mode).toBe("shown");
    stuck.time.advance(20_000);
    expect(stuck.key.reading().mode).toBe("dark");
  });
});

describe("a key's battery", () => {
  test("brings the sign on and ends the key at the moments that were computed", () => {
    const { key, time } = made();
    const { days } = key.battery();
    const seen: string[] = [];
    key.onChange(() => {
      const { mode, lcd } = key.reading();
      const now = `${mode}${lcd.lowBattery ? " low" : ""}`;
      if (seen.at(-1) !== now) seen.push(now);
    });
    const later = made();
    later.time.advance(Math.floor(days * 0.9 * day) - 60_000);
    expect(later.key.display().lowBattery).toBe(false);
    later.time.advance(120_000);
    expect(later.key.display().lowBattery).toBe(true);
    later.time.advance(Math.ceil(days * 0.1 * day));
    expect(later.key.reading()).toMatchObject({ mode: "off", batteryPercent: 0, code: null });
    expect(later.key.reading().nextChangeAt).toBeNull();
    time.advance(60_000);
    expect(seen).toEqual(["shown"]);
  });

  test("is low from 10 % on, at once when it is made so", () => {
    const { key } = made();
    key.inject("low-battery", { percent: 11 });
    expect(key.display().lowBattery).toBe(false);
    key.inject("low-battery", { percent: 10 });
    expect(key.display().lowBattery).toBe(true);
    key.inject("low-battery", { percent: 0 });
    expect(key.seen()).toMatchObject({ kind: "unreadable" });
  });
});

describe("inject()", () => {
  const shown = (name: FaultName, values = {}) => {
    const { key, time } = made();
    const before = key.code();
    key.inject(name, values);
    return { key, time, before };
  };

  test("moves the clock, or sets it to another time", () => {
    expect(shown("clock-jump", { seconds: -90 }).key.offsetMilliseconds()).toBe(-90_000);
    const { key } = shown("clock-reset", { unixSeconds: 946_684_800 });
    expect(key.reading().believed).toBe(946_684_800_000);
  });

  test("restarts the key in a brown-out, behind by as long as that took", () => {
    const { key, time } = made({ program: { selfTestMilliseconds: 1000 } });
    time.advance(2000);
    key.inject("brown-out", { seconds: 7 });
    expect(key.reading().mode).toBe("self-test");
    expect(key.offsetMilliseconds()).toBe(-7000);
  });

  test("changes the crystal's speed for good", () => {
    const { key, time } = shown("shock", { ppm: 12 });
    time.advance(1_000_000);
    expect([key.offsetMilliseconds(), key.ratePpm()]).toEqual([12, 12]);
  });

  test("makes other codes of a flipped bit, another period and another hash, until it is cleared", () => {
    for (const name of ["seed-bit-flip", "wrong-period", "wrong-algorithm"] as const) {
      const { key, before } = shown(name);
      expect(key.code()).not.toBe(before);
      expect(key.faults()).toHaveLength(1);
      key.clearFaults();
      expect(key.code()).toBe(before);
    }
  });

  test("freezes the glass while the key goes on", () => {
    const { key, time, before } = shown("frozen-display");
    time.advance(60_000);
    expect(key.seen()).toEqual({ kind: "code", code: before });
    expect(key.code()).not.toBe(before);
    key.clearFaults();
    expect(key.seen()).toEqual({ kind: "code", code: key.code() });
  });

  test("blanks and damages the glass, not what drives it", () => {
    expect(shown("blank-display").key.seen()).toMatchObject({ text: "      " });
    const { key } = shown("dead-line", { line: "COM1" });
    expect(key.reading().condition.deadLines).toEqual(["COM1"]);
    expect(drawSvg(key.display(), { condition: key.reading().condition })).not.toBe(
      drawSvg(key.display()),
    );
  });

  test("changes nothing when the fault is refused", () => {
    const { key } = made();
    const state = key.state();
    expect(() => key.inject("low-battery", { percent: -1 })).toThrow(RangeError);
    expect(() => key.setGlass({ contrast: 9 })).toThrow(RangeError);
    expect(() => key.setTemperature(900)).toThrow(RangeError);
    expect(key.state()).toEqual(state);
  });
});

describe("loadSeed()", () => {
  test("gives a bare key its seed, refuses wrong ones, and locks", () => {
    const { key } = made({ seed: null, program: { wrongLoadsMax: 2 } });
    expect(key.seen()).toMatchObject({ text: "------" });
    expect(key.loadSeed(seed, "000000")).toBe("wrong-check");
    expect(key.loadSeed(seed, seedCheck(seed))).toBe("loaded");
    expect(key.code()).toBe(made().key.code());
    expect([key.loadSeed(seed, "1"), key.loadSeed(seed, "1")]).toEqual([
      ...["wrong-check", "wrong-check"],
    ]);
    expect(key.loadSeed(seed, seedCheck(seed))).toBe("locked");
    expect(key.display().locked).toBe(true);
  });
});

describe("onChange()", () => {
  test("calls at each change of the display and at each act, and no more after it is taken back", () => {
    const { key, time } = made();
    const seen: string[] = [];
    const stop = key.onChange(() => seen.push(`${time.now() - noon}:${key.display().barsOn}`));
    time.advance(30_000);
    expect(seen).toEqual(["10000:5", "20000:4", "30000:3"]);
    key.jump(20_000);
    expect(seen.at(-1)).toBe("30000:1");
    time.advance(10_000);
    expect(seen.at(-1)).toBe("40000:6");
    stop();
    time.advance(60_000);
    expect(seen).toHaveLength(5);
  });
});

// Goal: the same seed and history give the same bytes, and looking in between changes nothing.
describe("a key's history", () => {
  const names = faultTable.map(({ name }) => name);
  const acts = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 40 * day }),
      fc.oneof(
        fc.constantFrom(...names).map((name) => (key: SimulatedKey) => {
          key.inject(name);
        }),
        fc.constantFrom<(key: SimulatedKey) => void>(
          (key) => key.press(),
          (key) => key.hold(),
          (key) => key.release(),
          (key) => key.clearFaults(),
          (key) => key.powerUp(),
          (key) => key.setTemperature(temperatureProfiles.car),
          (key) => key.setTemperature(-10),
        ),
      ),
    ),
    { maxLength: 10 },
  );
  const looks = fc.array(fc.integer({ min: 0, max: 10 * day }), { maxLength: 10 });
  const options = fc.record({
    program: fc.constantFrom({}, button, { ...button, selfTestMilliseconds: 3000 }),
    crystal: fc.nat().map((walk) => drawQuartz(walk, { bornAt: noon })),
    randomSeed: fc.nat(),
    battery: fc.constantFrom(coinCell, { ...coinCell, capacityMilliampereHours: 1 }),
  });

  test("gives the same bytes, looked at often or never, restored in between or not", () => {
    fc.assert(
      fc.property(options, acts, looks, fc.boolean(), (chosen, history, between, restores) => {
        const { crystal, ...rest } = chosen;
        const play = (often: boolean): string => {
          let { key, time } = made({ ...rest, ...crystal });
          for (const [pause, act] of history) {
            const until = time.now() + pause;
            for (const by of often ? between : []) {
              time.jumpTo(unixMilliseconds(Math.min(time.now() + by, until)));
              key.reading();
              if (restores)
                key = SimulatedKey.restore(JSON.parse(JSON.stringify(key.state())), time);
            }
            time.jumpTo(unixMilliseconds(until));
            try {
              act(key);
            } catch (error) {
              // A clock may not be set before 1970, nor a crystal be struck beyond 5000 ppm.
              if (!(error instanceof RangeError)) throw error;
            }
          }
          const { lcd, condition } = key.reading();
          return JSON.stringify(key.state()) + drawSvg(lcd, { condition });
        };
        expect(play(true)).toBe(play(false));
      }),
      { numRuns: 60 },
    );
  });
});
