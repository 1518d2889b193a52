import { algorithms, codeParameters, stepAt, unixMilliseconds } from "@jeton/core/units";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VirtualTime } from "../clock/virtual-time.ts";
import { keyCode } from "../key-code.ts";
import { readLcd } from "../lcd/read-lcd.ts";
import { KeyStateError } from "./key-state-error.ts";
import { SimulatedKey } from "./simulated-key.ts";

const seed = new TextEncoder().encode("12345678901234567890");
const serial = "000000001";
const noon = unixMilliseconds(1_800_000_000_000);

const keys = fc
  .record({
    seed: fc.uint8Array({ minLength: 1, maxLength: 64 }),
    startsAt: fc.integer({ min: noon, max: noon + 1e11 }).map(unixMilliseconds),
    offsetMilliseconds: fc.integer({ min: -1e8, max: 1e8 }),
    ratePpm: fc.integer({ min: -5_000_000, max: 5_000_000 }).map((ppb) => ppb / 1000),
    parameters: fc.record({
      algorithm: fc.constantFrom(...algorithms),
      digits: fc.integer({ min: 6, max: 10 }),
      periodSeconds: fc.integer({ min: 1, max: 3600 }),
      t0Seconds: fc.integer({ min: 0, max: 1e6 }),
    }),
  })
  .map(({ startsAt, ...options }) => {
    const time = new VirtualTime(startsAt);
    return { time, key: new SimulatedKey({ serial, timeSource: time, ...options }), ...options };
  });

const pauses = fc.integer({ min: 0, max: 1e9 });

function keyAt(milliseconds: number, options: { t0Seconds?: number } = {}) {
  const time = new VirtualTime(unixMilliseconds(milliseconds));
  const key = new SimulatedKey({ serial, seed, timeSource: time, parameters: options });
  return { time, key };
}

describe("SimulatedKey", () => {
  test("shows the code of the step that it believes in, on code() and on the glass", () => {
    fc.assert(
      fc.property(keys, pauses, ({ key, time, ...options }, pause) => {
        time.advance(pause);
        const { believed } = key.reading();
        const step = stepAt(believed, codeParameters(options.parameters));
        expect(key.step()).toBe(step);
        if (step === null) throw new Error("every generated key is past its T0");
        const code = keyCode(options.seed, step, codeParameters(options.parameters));
        expect(key.code()).toBe(code);
        expect(readLcd(key.display())).toEqual({ kind: "code", code });
      }),
    );
  });

  test("changes its code exactly when it says so: not one millisecond before", () => {
    fc.assert(
      fc.property(keys, pauses, ({ key, time }, pause) => {
        time.advance(pause);
        const step = key.step() ?? Number.NaN;
        time.advance(key.millisecondsLeft() - 1);
        expect(key.step()).toBe(step);
        expect(key.millisecondsLeft()).toBe(1);
        time.advance(1);
        expect(key.step()).toBe(step + 1);
      }),
    );
  });

  test("puts out one bar each ten seconds of its minute", () => {
    const { key, time } = keyAt(60_000);
    const bars = Array.from({ length: 7 }, () => {
      const { barsOn } = key.display();
      time.advance(10_000);
      return barsOn;
    });
    expect(bars).toEqual([6, 5, 4, 3, 2, 1, 6]);
  });

  test("counts its bars down by its own slow clock", () => {
    const { key, time } = keyAt(0);
    key.setRate(-5000);
    time.advance(10_050);
    expect(key.display().barsOn).toBe(6);
    time.advance(1);
    expect(key.display().barsOn).toBe(5);
  });

  test("shows dashes and has no code before T0, then step 0", () => {
    const { key, time } = keyAt(59_999, { t0Seconds: 60 });
    expect([key.code(), key.step(), key.millisecondsLeft()]).toEqual([null, null, 1]);
    expect(readLcd(key.display())).toEqual({ kind: "unreadable", text: "------" });
    time.advance(1);
    expect([key.code(), key.step()]).toEqual(["755224", 0]);
  });

  test("counts the seconds to the next code, rounded up", () => {
    const { key, time } = keyAt(60_000);
    expect(key.secondsLeft()).toBe(60);
    time.advance(1);
    expect(key.secondsLeft()).toBe(60);
    time.advance(59_998);
    expect(key.secondsLeft()).toBe(1);
  });

  test("follows setOffset, setRate and jump", () => {
    const { key, time } = keyAt(noon);
    key.setOffset(-2500);
    key.setRate(100);
    time.advance(10_000_000);
    expect([key.offsetMilliseconds(), key.ratePpm()]).toEqual([-1500, 100]);
    key.jump(60_000);
    expect(key.offsetMilliseconds()).toBe(58_500);
  });

  test("keeps a seed of its own", () => {
    const given = Uint8Array.from(seed);
    const key = new SimulatedKey({ serial, seed: given, timeSource: keyAt(59_000).time });
    given.fill(0);
    expect(key.code()).toBe("755224");
  });

  test.each([
    ["an empty seed", { seed: new Uint8Array() }],
    ["an empty serial", { serial: "" }],
    ["a serial with a line break", { serial: "1\n2" }],
    ["5 digits", { parameters: { digits: 5 } }],
    ["half a millisecond of offset", { offsetMilliseconds: 0.5 }],
    ["6000 ppm", { ratePpm: 6000 }],
  ])("refuses %s", (_, wrong) => {
    expect(() => new SimulatedKey({ serial, seed, ...wrong })).toThrow(RangeError);
  });
});

describe("SimulatedKey.restore()", () => {
  test("gives the same key back, through JSON, while its clock went on", () => {
    fc.assert(
      fc.property(keys, pauses, pauses, fc.integer({ min: -1e6, max: 1e6 }), (made, a, b, by) => {
        const { key, time } = made;
        time.advance(a);
        key.setRate(-12.5);
        key.jump(by);
        const restored = SimulatedKey.restore(JSON.parse(JSON.stringify(key.state())), time);
        expect(restored.state()).toEqual(key.state());
        time.advance(b);
        expect(restored.reading()).toEqual(key.reading());
      }),
    );
  });

  const good = keyAt(noon).key.state();
  const { clock, firmware } = good;
  const { program } = firmware;
  const of = (changes: object) => ({ ...good, ...changes });
  const programOf = (changes: object) =>
    of({ firmware: { ...firmware, program: { ...program, ...changes } } });
  test.each<[string, string, unknown]>([
    ["nothing", "state", null],
    ["a list", "state", [good]],
    ["another version", "version", of({ version: 1 })],
    ["no serial", "serial", of({ serial: undefined })],
    ["an empty serial", "serial", of({ serial: "" })],
    ["half a byte of seed", "firmware.seedHex", of({ firmware: { ...firmware, seedHex: "abc" } })],
    ["an empty seed", "firmware.seedHex", of({ firmware: { ...firmware, seedHex: "" } })],
    ["an unknown hash", "firmware.program", programOf({ parameters: { algorithm: "MD5" } })],
    ["digits as text", "firmware.program", programOf({ parameters: { digits: "6" } })],
    ["a display for 0 s", "firmware.program", programOf({ display: { kind: "button" } })],
    ["no clock", "clock", of({ clock: 5 })],
    ["a moment that is no number", "clock.trueAt", of({ clock: { ...clock, trueAt: "0" } })],
    ["a clock before 1970", "clock.believedAt", of({ clock: { ...clock, believedAt: -1 } })],
    ["a wild rate", "clock.rateError", of({ clock: { ...clock, rateError: 5_000_001 } })],
    ["a hot quartz", "clock.quartz", of({ clock: { ...clock, quartz: { walkPpm: 99 } } })],
    ["an endless battery", "battery.design", of({ battery: { ...good.battery, design: {} } })],
    ["a glass of mist", "condition", of({ condition: { contrast: 7 } })],
    ["a fault unheard of", "faults", of({ faults: [{ name: "rust" }] })],
    ["half a display", "frozen", of({ frozen: [1, 2] })],
    ["a field too many", "state", of({ colour: "blue" })],
    ["a field too many inside", "clock", of({ clock: { ...clock, colour: "blue" } })],
    ["a field of every object", "clock", of({ clock: { ...clock, toString: 1 } })],
    ["a button half down", "firmware.buttonDown", of({ firmware: { ...firmware, buttonDown: 1 } })],
    ["a battery of a list", "battery.design", of({ battery: { ...good.battery, design: [] } })],
    ["faults that are no list", "faults", of({ faults: {} })],
    ["a fault that is no object", "faults.0", of({ faults: ["rust"] })],
    ["a fault without a name", "faults", of({ faults: [{}] })],
    ["a fifth line of a glass", "frozen.1", of({ frozen: [1, 16] })],
    ["half a millisecond", "settledAt", of({ settledAt: 0.5 })],
    ["a number without end", "randomSeed", of({ randomSeed: Number.POSITIVE_INFINITY })],
  ])("refuses %s and names the field, never the seed", (_, path, state) => {
    let found: unknown = null;
    try {
      SimulatedKey.restore(state);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(KeyStateError);
    expect(found).toMatchObject({ code: "KEY_STATE_UNUSABLE", path });
    expect(String(found)).not.toContain("abc");
    expect(String(found)).not.toContain(firmware.seedHex ?? "-");
  });
});
