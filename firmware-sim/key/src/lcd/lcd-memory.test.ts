import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Lcd, showCode, showNothing, showSelfTest } from "./lcd.ts";
import { lcdFromMemory, lcdMemory } from "./lcd-memory.ts";
import { comLineCount, segLineCount, segmentTable } from "./segment-lines.ts";

const lcds: fc.Arbitrary<Lcd> = fc
  .record({
    digits: fc.array(fc.integer({ min: 0, max: 127 }), { minLength: 6, maxLength: 10 }),
    barsOn: fc.integer({ min: 0, max: 6 }),
    lowBattery: fc.boolean(),
    locked: fc.boolean(),
    separator: fc.boolean(),
  })
  .map((parts) => ({ ...parts, glass: { digits: parts.digits.length, bars: 6 } }));

describe("segmentTable()", () => {
  test.each([6, 8, 10])("gives each segment of %i digits a crossing of its own", (digits) => {
    const glass = { digits, bars: 6 };
    const crossings = [...segmentTable(glass).values()].map(({ com, seg }) => `${com}/${seg}`);
    expect(crossings).toHaveLength(digits * 7 + 6 + 3);
    expect(new Set(crossings).size).toBe(crossings.length);
    for (const { com, seg } of segmentTable(glass).values()) {
      expect(com).toBeLessThan(comLineCount);
      expect(seg).toBeLessThan(segLineCount(glass));
    }
  });
});

describe("lcdMemory()", () => {
  test("is read back by lcdFromMemory, whatever is shown", () => {
    fc.assert(
      fc.property(lcds, (lcd) => {
        expect(lcdFromMemory(lcd.glass, lcdMemory(lcd))).toEqual(lcd);
      }),
    );
  });

  // Read off the drawing in segment-lines.ts: 1 is B and C, on COM1 and COM2 of the second line.
  test("writes 1 as bits 1 and 2 of the digit's second line, with bar 0 on the first", () => {
    expect(lcdMemory(showCode("1     ", { barsOn: 1 }))).toEqual([
      ...[0b0001, 0b0110, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
    expect(lcdMemory(showNothing(6))).toEqual(Array.from({ length: 13 }, () => 0));
    expect(lcdMemory(showSelfTest(6)).at(-1)).toBe(0b0111);
  });
});

describe("lcdFromMemory()", () => {
  test.each([[[0, 0]], [[...Array.from({ length: 12 }, () => 0), 16]], [Array(13).fill(0.5)]])(
    "refuses %j",
    (memory) => {
      expect(() => lcdFromMemory({ digits: 6, bars: 6 }, memory)).toThrow(RangeError);
    },
  );
});
