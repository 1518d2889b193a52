import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  boardTimeOf,
  decodeMode,
  decodeStatus,
  decodeTime,
  decodeTrim,
  encodeMode,
  encodeSeedEnd,
  encodeSeedParts,
  encodeTime,
  encodeTrim,
  millisecondsOf,
} from "./own-commands.ts";

const anyTime = fc.record({
  seconds: fc.oneof(fc.integer({ min: 0, max: 2 ** 40 - 1 }), fc.constantFrom(2 ** 31, 2 ** 32)),
  ticks: fc.integer({ min: 0, max: 15_624 }),
});

describe("encodeTime() and decodeTime()", () => {
  test("give back every time, past 2038 and 2106 too", () => {
    fc.assert(
      fc.property(anyTime, (time) => {
        expect(decodeTime(encodeTime(time))).toEqual(time);
      }),
    );
    expect(Buffer.from(encodeTime({ seconds: 2 ** 32, ticks: 0x0102 })).toString("hex")).toBe(
      "00000000010201",
    );
  });

  test("refuse what is none", () => {
    expect(() => encodeTime({ seconds: 2 ** 40, ticks: 0 })).toThrow(RangeError);
    expect(() => encodeTime({ seconds: 0, ticks: 15_625 })).toThrow(RangeError);
    expect(() => decodeTime(new Uint8Array(6))).toThrow("found 6 bytes, wanted 7 bytes");
  });
});

describe("boardTimeOf()", () => {
  test("is at most a tick before the moment", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (milliseconds) => {
        const late = milliseconds - millisecondsOf(boardTimeOf(milliseconds));
        expect(late).toBeGreaterThanOrEqual(-1e-6 * milliseconds);
        expect(late).toBeLessThan(0.07);
      }),
    );
  });
});

describe("encodeSeedParts()", () => {
  test("carries every byte once, in parts of 16", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (seed) => {
        const parts = encodeSeedParts(seed);
        expect(parts.map(([offset]) => offset)).toEqual(parts.map((_, index) => 16 * index));
        expect(parts.flatMap((part) => [...part.slice(1)])).toEqual([...seed]);
        const end = encodeSeedEnd({ seed, digits: 6, periodSeconds: 60 });
        expect([...end.slice(0, 4)]).toEqual([seed.length, 6, 60, 0]);
      }),
    );
    expect(() => encodeSeedParts(new Uint8Array(0))).toThrow("Cannot load a seed of 0 bytes");
  });
});

describe("the board's other answers", () => {
  test("are read as they are written", () => {
    for (const mode of ["mirror", "own-key"] as const)
      expect(decodeMode(encodeMode(mode))).toBe(mode);
    for (const ppb of [0, -3_300_000, 2 ** 31 - 1]) expect(decodeTrim(encodeTrim(ppb))).toBe(ppb);
    expect(() => decodeMode(Uint8Array.of(2))).toThrow("found 2, wanted 0 or 1");
    const status = Buffer.from("010901036400000002000300040005000", "hex");
    expect(decodeStatus(status)).toEqual({
      ...{ protocolVersion: 1, resetBy: ["power", "watchdog"], mode: "own-key" },
      ...{ hasSeed: true, hasTime: true, isStoring: false, hasEepromFault: false },
      ...{ packets: 100, wrongChecksums: 2, droppedBytes: 3, overruns: 4, restarts: 5 },
    });
  });
});
