import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Lcd, showCode, showSelfTest } from "./lcd.ts";
import { readLcd } from "./read-lcd.ts";
import { barsLeft, characterForSegments, segmentsForCharacter } from "./segments.ts";

const codes = fc.stringMatching(/^[0-9]{6,10}$/);

describe("readLcd()", () => {
  test("reads back every code that is shown", () => {
    fc.assert(
      fc.property(
        codes,
        fc.integer({ min: 0, max: 6 }),
        fc.boolean(),
        (code, barsOn, lowBattery) => {
          expect(readLcd(showCode(code, { barsOn, lowBattery }))).toEqual({ kind: "code", code });
        },
      ),
    );
  });

  test("calls dashes, blanks and odd segments unreadable and says what stands where", () => {
    const shown = showCode("1-3 56");
    const onlyDAndG = 0b100_1000;
    const broken: Lcd = { ...shown, digits: [...shown.digits.slice(0, 5), onlyDAndG] };
    expect(readLcd(broken)).toEqual({ kind: "unreadable", text: "1-3 5?" });
  });

  test("answers one of both kinds for any segments at all", () => {
    const digits = fc.array(fc.integer({ min: 0, max: 127 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(digits, (segments) => {
        const reading = readLcd({ ...showCode("000000"), digits: segments });
        if (reading.kind === "code") expect(showCode(reading.code).digits).toEqual(segments);
        else expect(reading.text).toMatch(/^[0-9 ?-]{6}$/);
      }),
    );
  });
});

describe("segmentsForCharacter()", () => {
  test("gives each character segments of its own", () => {
    for (const character of "0123456789- ") {
      const segments = segmentsForCharacter(character);
      expect(segments).not.toBeNull();
      expect(characterForSegments(segments ?? -1)).toBe(character);
    }
  });

  // Read off the drawing in segments.ts, bit by bit.
  test.each([
    ["0", 0b011_1111],
    ["1", 0b000_0110],
    ["2", 0b101_1011],
    ["3", 0b100_1111],
    ["4", 0b110_0110],
    ["5", 0b110_1101],
    ["6", 0b111_1101],
    ["7", 0b000_0111],
    ["8", 0b111_1111],
    ["9", 0b110_1111],
  ])("lights the usual segments for %s", (character, segments) => {
    expect(segmentsForCharacter(character)).toBe(segments);
  });

  test("knows no letters", () => {
    expect(segmentsForCharacter("A")).toBeNull();
    expect(segmentsForCharacter("٣")).toBeNull();
  });
});

describe("showCode()", () => {
  test.each(["12345", "12345678901", "12345x", ""])("refuses %j without repeating it", (code) => {
    expect(() => showCode(code)).toThrow(RangeError);
    if (code !== "") expect(() => showCode(code)).not.toThrow(code);
  });

  test.each([-1, 7, 1.5])("refuses %d bars", (barsOn) => {
    expect(() => showCode("123456", { barsOn })).toThrow(RangeError);
  });
});

describe("showSelfTest()", () => {
  test("lights all there is", () => {
    const lcd = showSelfTest(8);
    expect(readLcd(lcd)).toEqual({ kind: "code", code: "88888888" });
    expect(lcd).toMatchObject({ barsOn: 6, lowBattery: true });
  });
});

describe("barsLeft()", () => {
  // A 60 s key puts out one bar each 10 s.
  test.each([
    [60_000, 6],
    [50_001, 6],
    [50_000, 5],
    [10_001, 2],
    [10_000, 1],
    [1, 1],
    [0, 0],
  ])("shows, with %i ms of 60 s left, %i bars", (millisecondsLeft, bars) => {
    expect(barsLeft(millisecondsLeft, 60)).toBe(bars);
  });
});
