import { unixMilliseconds } from "@jeton/core/units";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLcd } from "../lcd/read-lcd.ts";
import { lcdOf, nextChangeAt } from "./display.ts";
import {
  displayMode,
  type FirmwareEvent,
  type FirmwareState,
  isLocked,
  newFirmware,
  runFirmware,
} from "./firmware.ts";
import { firmwareProgram } from "./program.ts";
import { seedCheck } from "./seed-check.ts";

const noon = 1_800_000_000_000;
const seed = new TextEncoder().encode("12345678901234567890");
const seedHex = Buffer.from(seed).toString("hex");
const buttonKey = firmwareProgram({
  display: { kind: "button", shownMilliseconds: 30_000 },
  selfTestMilliseconds: 2000,
  separator: true,
});
const alwaysOn = firmwareProgram({ selfTestMilliseconds: 2000 });

function powered(program = buttonKey, hex: string | null = seedHex): FirmwareState {
  return runFirmware(newFirmware(program, hex), { kind: "power-up" }, noon);
}

const lcdAt = (state: FirmwareState, time: number) =>
  lcdOf(runFirmware(state, null, time), unixMilliseconds(time), (step) =>
    String(step % 1_000_000).padStart(state.program.parameters.digits, "0"),
  );

const events: fc.Arbitrary<FirmwareEvent> = fc.oneof(
  fc.constantFrom<FirmwareEvent>(
    { kind: "power-up" },
    { kind: "button-down" },
    { kind: "button-up" },
    { kind: "battery-low" },
  ),
  fc
    .integer({ min: -100_000, max: 100_000 })
    .map((byMilliseconds): FirmwareEvent => ({ kind: "clock-moved", byMilliseconds })),
  fc
    .constantFrom("000000", seedCheck(seed))
    .map((check): FirmwareEvent => ({ kind: "load-seed", seedHex, check })),
);

describe("runFirmware()", () => {
  test("shows every segment at power-up, then the code or nothing", () => {
    const key = powered(alwaysOn);
    expect(readLcd(lcdAt(key, noon))).toEqual({ kind: "code", code: "888888" });
    expect(lcdAt(key, noon + 1999)).toMatchObject({ barsOn: 6, lowBattery: true, locked: true });
    expect(readLcd(lcdAt(key, noon + 2000))).toMatchObject({ code: "000000" });
    expect(readLcd(lcdAt(powered(), noon + 2000))).toMatchObject({ text: "      " });
  });

  test("keeps a button key's code on while the button is down and 30 s from then on", () => {
    const ready = runFirmware(powered(), null, noon + 5000);
    const down = runFirmware(ready, { kind: "button-down" }, noon + 5000);
    expect(displayMode(runFirmware(down, null, noon + 900_000))).toBe("shown");
    const up = runFirmware(down, { kind: "button-up" }, noon + 900_000);
    expect(displayMode(runFirmware(up, null, noon + 929_999))).toBe("shown");
    expect(displayMode(runFirmware(up, null, noon + 930_000))).toBe("dark");
    expect(lcdAt(up, noon + 929_999).separator).toBe(true);
  });

  test("lets the display run out at its time although the clock was set", () => {
    const pressed = runFirmware(powered(), { kind: "button-down" }, noon + 5000);
    const shown = runFirmware(pressed, { kind: "button-up" }, noon + 5000);
    const moved = runFirmware(
      runFirmware(shown, null, noon + 15_000),
      { kind: "clock-moved", byMilliseconds: 3_600_000 },
      noon + 3_615_000,
    );
    expect(displayMode(runFirmware(moved, null, noon + 3_634_999))).toBe("shown");
    expect(displayMode(runFirmware(moved, null, noon + 3_635_000))).toBe("dark");
  });

  test("takes a seed with the right check value, and no longer takes any after three wrong ones", () => {
    const empty = runFirmware(powered(alwaysOn, null), null, noon + 2000);
    const load = (state: FirmwareState, check: string) =>
      runFirmware(state, { kind: "load-seed", seedHex, check }, noon + 2000);
    expect(readLcd(lcdAt(empty, noon + 2000))).toMatchObject({ text: "------" });
    expect(load(empty, seedCheck(seed).toUpperCase()).seedHex).toBe(seedHex);
    const twice = load(load(empty, "000000"), "ffffff");
    expect(twice).toMatchObject({ wrongLoads: 2, seedHex: null });
    expect(load(twice, seedCheck(seed))).toMatchObject({ wrongLoads: 0, seedHex });
    const locked = load(twice, "123456");
    expect([isLocked(locked), lcdAt(locked, noon + 2000).locked]).toEqual([true, true]);
    expect(load(locked, seedCheck(seed)).seedHex).toBeNull();
    const restarted = runFirmware(locked, { kind: "power-up" }, noon + 3000);
    expect(isLocked(restarted)).toBe(true);
  });

  test("shows the battery sign, and nothing at all when the battery is empty", () => {
    const low = runFirmware(powered(alwaysOn), { kind: "battery-low" }, noon + 2000);
    expect(lcdAt(low, noon + 2000).lowBattery).toBe(true);
    const off = runFirmware(low, { kind: "battery-empty" }, noon + 3000);
    const pressed = runFirmware(off, { kind: "button-down" }, noon + 4000);
    expect(displayMode(pressed)).toBe("off");
    expect(nextChangeAt(pressed, unixMilliseconds(noon + 4000))).toBeNull();
  });

  // Law: whoever looks at every moment in between sees what somebody sees who looks once.
  test("is the same whether it is advanced finely or coarsely", () => {
    const history = fc.array(fc.tuple(fc.integer({ min: 0, max: 50_000 }), events), {
      maxLength: 12,
    });
    const looks = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(
        fc.constantFrom(buttonKey, alwaysOn),
        history,
        looks,
        (program, acts, between) => {
          let coarse = powered(program);
          let fine = coarse;
          let time = noon;
          for (const [pause, event] of acts) {
            let look = time;
            for (const by of between) {
              look = Math.min(look + by, time + pause);
              fine = runFirmware(fine, null, look);
            }
            time += pause + (event.kind === "clock-moved" ? event.byMilliseconds : 0);
            if (event.kind === "clock-moved") {
              fine = runFirmware(fine, null, time - event.byMilliseconds);
              coarse = runFirmware(coarse, null, time - event.byMilliseconds);
            }
            fine = runFirmware(fine, event, time);
            coarse = runFirmware(coarse, event, time);
            expect(fine).toEqual(coarse);
          }
        },
      ),
    );
  });
});

describe("nextChangeAt()", () => {
  test("is the first moment at which the display is another one: not a millisecond earlier", () => {
    const programs = fc
      .record({
        periodSeconds: fc.integer({ min: 1, max: 400 }),
        digits: fc.integer({ min: 6, max: 8 }),
      })
      .map((parameters) => firmwareProgram({ parameters }));
    fc.assert(
      fc.property(programs, fc.integer({ min: 0, max: 1e7 }), (program, later) => {
        const state = powered(program);
        const time = unixMilliseconds(noon + later);
        const next = nextChangeAt(state, time) ?? Number.NaN;
        expect(lcdAt(state, next - 1)).toEqual(lcdAt(state, time));
        expect(lcdAt(state, next)).not.toEqual(lcdAt(state, time));
      }),
    );
  });
});

describe("firmwareProgram()", () => {
  test.each([
    { display: { kind: "button", shownMilliseconds: 999 } } as const,
    { display: { kind: "sometimes" } } as never,
    { selfTestMilliseconds: -1 },
    { wrongLoadsMax: 0 },
    { parameters: { digits: 5 } },
  ])("refuses %j", (changes) => {
    expect(() => firmwareProgram(changes)).toThrow(RangeError);
  });
});
