import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GlassCondition, glassCondition, goodGlass } from "./glass-condition.ts";
import { showCode, showSelfTest } from "./lcd.ts";
import { readLcd } from "./read-lcd.ts";
import { seenSegments } from "./seen-segments.ts";
import type { SegmentId } from "./segment-lines.ts";

const glass = { digits: 6, bars: 6 };
const codes = fc.stringMatching(/^[0-9]{6}$/);
/**
 * What a holder can read: from 86 to 112 % of the voltage, up to 30° from the side, a little
 * ghosting. All three add to the voltage of an unlit segment, so that not all of them may be at
 * their ends at once: of the 0.091 V/V that unlit segments have in hand each takes 0.04 at its end.
 */
const fairGlass: fc.Arbitrary<GlassCondition> = fc
  .record({
    contrast: fc.double({ min: 0.86, max: 1.12, noNaN: true }),
    viewingAngleDegrees: fc.integer({ min: -30, max: 30 }),
    ghosting: fc.double({ min: 0, max: 0.3, noNaN: true }),
  })
  .filter(({ contrast, viewingAngleDegrees, ghosting }) => {
    const shares = [(contrast - 1) / 0.12, viewingAngleDegrees / 30, ghosting / 0.3];
    return shares.reduce((sum, share) => sum + Math.max(0, share), 0) <= 2.2;
  })
  .map((changes) => glassCondition(changes, glass));
const bad = (changes: Partial<GlassCondition>) => glassCondition(changes, glass);

describe("readLcd()", () => {
  test("reads every code on every glass that is in fair condition", () => {
    fc.assert(
      fc.property(codes, fairGlass, (code, condition) => {
        expect(readLcd(showCode(code), condition)).toEqual({ kind: "code", code });
      }),
    );
  });

  test("reads no code where voltage, angle and ghosting are all high: unlit segments turn grey", () => {
    const all = { contrast: 1.1044, viewingAngleDegrees: 28, ghosting: 0.3 };
    expect(readLcd(showCode("000000"), bad(all))).toEqual({ kind: "unreadable", text: "??????" });
    for (const spared of [{ contrast: 1 }, { viewingAngleDegrees: 0 }, { ghosting: 0 }]) {
      expect(readLcd(showCode("000000"), bad({ ...all, ...spared }))).toMatchObject({
        kind: "code",
      });
    }
  });

  test("reads nothing on a glass without voltage, and no code on one with far too much", () => {
    expect(readLcd(showCode("123456"), bad({ contrast: 0 }))).toEqual({
      kind: "unreadable",
      text: "      ",
    });
    const black = readLcd(showCode("123456"), bad({ contrast: 2 }));
    expect(black).toEqual({ kind: "code", code: "888888" });
  });

  test("calls a glass unreadable whose segments are neither dark nor clear", () => {
    const reading = readLcd(showCode("123456"), bad({ contrast: 0.74 }));
    expect(reading).toEqual({ kind: "unreadable", text: "??????" });
  });

  // One dead segment makes another digit of some, and no digit at all of the others.
  test("reads what stands there: an 8 without its middle is a 0, a 4 without it no digit", () => {
    const condition = bad({ deadSegments: ["0G", "1G"] });
    expect(readLcd(showCode("841111"), condition)).toEqual({ kind: "unreadable", text: "0?1111" });
    expect(readLcd(showCode("811111"), bad({ deadSegments: ["0G"] }))).toMatchObject({
      code: "011111",
    });
  });

  test("gives the right code or none for any one dead segment, but where two digits differ by it", () => {
    const names = ["A", "B", "C", "D", "E", "F", "G"] as const;
    const digits = fc.integer({ min: 0, max: 5 });
    // 8 → 0 6 9, 9 → 3 5, 7 → 1, 6 → 5: pairs of digits that differ by one segment.
    const alike = new Set(["80", "86", "89", "93", "95", "71", "65"]);
    fc.assert(
      fc.property(codes, digits, fc.constantFrom(...names), (code, digit, name) => {
        const id: SegmentId = `${digit}${name}`;
        const reading = readLcd(showCode(code), bad({ deadSegments: [id] }));
        if (reading.kind === "unreadable" || reading.code === code) return;
        expect(alike).toContain(`${code[digit]}${reading.code[digit]}`);
      }),
    );
  });
});

describe("seenSegments()", () => {
  test("darkens unlit segments from below and pales lit ones from above", () => {
    const shown = showCode("111111");
    const at = (viewingAngleDegrees: number) => seenSegments(shown, bad({ viewingAngleDegrees }));
    const of = (angle: number, id: SegmentId) => at(angle).get(id) ?? Number.NaN;
    expect(of(60, "0A")).toBeGreaterThan(5 * of(0, "0A"));
    expect(of(-60, "0B")).toBeLessThan(of(0, "0B"));
    expect(of(0, "0B")).toBeGreaterThan(0.95);
    expect(of(0, "0A")).toBeLessThan(0.05);
  });

  test("ghosts where many segments of the same lines are lit, not on an empty glass", () => {
    const ghosting = bad({ ghosting: 1 });
    const busy = seenSegments({ ...showSelfTest(6), lowBattery: false }, ghosting);
    const empty = seenSegments(showCode("      "), ghosting);
    expect(busy.get("battery")).toBeGreaterThan(2 * (empty.get("battery") ?? 1));
    expect(empty.get("battery")).toBe(seenSegments(showCode("      ")).get("battery"));
  });

  test("shows a broken line as all of its segments dead, and a stuck segment always", () => {
    const seen = seenSegments(
      showCode("888888", { barsOn: 6 }),
      bad({ deadLines: ["SEG0", "COM3"], stuckSegments: ["lock"] }),
    );
    const dead = [...seen].filter(([, darkness]) => darkness === 0).map(([id]) => id);
    expect(dead.sort()).toEqual(
      [
        "0F",
        "0G",
        "bar0",
        ...[0, 1, 2, 3, 4, 5].flatMap((digit) => [`${digit}D`, `${digit}E`]),
      ].sort(),
    );
    expect(seen.get("lock")).toBe(1);
  });
});

describe("glassCondition()", () => {
  test.each<[string, object, RegExp]>([
    ["a contrast of 3", { contrast: 3 }, /contrast of a glass: expected 0 to 2/],
    ["no number", { viewingAngleDegrees: Number.NaN }, /viewing angle/],
    ["a digit that is not there", { deadSegments: ["6A"] }, /"6A" as a segment: expected 0A to 5G/],
    ["a bar that is not there", { stuckSegments: ["bar6"] }, /bar0 to bar5/],
    ["a line that is not there", { deadLines: ["SEG13"] }, /SEG0 to SEG12/],
  ])("refuses %s and says what there is", (_, changes, says) => {
    expect(() => glassCondition(changes, glass)).toThrow(says);
  });

  test("is a good glass but for what is changed", () => {
    expect(bad({ ghosting: 0.5 })).toEqual({ ...goodGlass, ghosting: 0.5 });
  });
});
