import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boardFace, type FaceOf, largeDigitParts } from "./board-face.ts";

const small = { columns: 16, rows: 2 };
const sizes = [small, { columns: 20, rows: 2 }, { columns: 20, rows: 4 }];

function shown(given: Partial<FaceOf>): FaceOf {
  return {
    ...{ code: "492039", mode: "shown", millisecondsLeft: 12_001, serial: "000512345678" },
    ...{ showsSerial: false, ...given },
  };
}

/** Draws two rows of characters in pixels: "U" stands for itself, parts for their pixels. */
function pixels([upper = "", lower = ""]: readonly string[], columns: number): string {
  const foot = ["#...#", "#...#", "#...#", "#...#", "#...#", "#...#", ".###.", "....."];
  const partOf = (character: string): readonly string[] =>
    largeDigitParts[character.charCodeAt(0)] ?? (character === "U" ? foot : Array(8).fill("....."));
  return [upper, lower]
    .flatMap((row) =>
      largeDigitParts.map((_, y) =>
        [...row.slice(0, columns)].map((character) => partOf(character)[y]).join("."),
      ),
    )
    .join("\n");
}

const code = (digits: number) =>
  fc
    .integer({ min: 0, max: 10 ** digits - 1 })
    .map((number) => String(number).padStart(digits, "0"));

describe("boardFace()", () => {
  test("draws digits of two rows", () => {
    expect(pixels(boardFace(shown({ code: "492039" }), small), 12)).toMatchSnapshot();
    expect(pixels(boardFace(shown({ code: "156780" }), small), 12)).toMatchSnapshot();
  });

  test("fills the glass of every board, with characters that it has", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sizes),
        fc.integer({ min: 6, max: 10 }).chain(code),
        fc.string({ minLength: 1, maxLength: 32 }),
        fc.integer({ min: 0, max: 400_000_000 }),
        fc.constantFrom<FaceOf["mode"]>("shown", "dark", "self-test"),
        fc.boolean(),
        (size, digits, serial, millisecondsLeft, mode, showsSerial) => {
          const face = { code: digits, serial, millisecondsLeft, mode, showsSerial };
          const rows = boardFace(face, size);
          expect(rows).toHaveLength(size.rows);
          for (const row of rows) {
            expect(row).toHaveLength(size.columns);
            const text = [...row].filter((character) => character.charCodeAt(0) > 7).join("");
            expect(text).toMatch(/^[ -#%-?A-Za-z]*$/);
          }
        },
      ),
    );
  });

  test("looks different for different codes", () => {
    fc.assert(
      fc.property(code(6), code(6), (one, other) => {
        fc.pre(one !== other);
        const face = (digits: string) => pixels(boardFace(shown({ code: digits }), small), 13);
        expect(face(one)).not.toBe(face(other));
      }),
    );
  });

  test("tells the time left in three characters, rounded up to the second", () => {
    const left = (millisecondsLeft: number) =>
      boardFace(shown({ millisecondsLeft }), small)[1]?.slice(13);
    expect([1, 1000, 59_001, 999_000, 999_001, 86_400_000].map(left)).toEqual([
      ...["  1", "  1", " 60", "999", "16m", "24h"],
    ]);
  });

  test("has room for the end of a serial number on small boards, for all of it on the largest", () => {
    expect(boardFace(shown({}), small)[0]?.slice(13)).toBe("678");
    expect(boardFace(shown({}), { columns: 20, rows: 2 })[0]?.slice(13)).toBe("2345678");
    expect(boardFace(shown({}), { columns: 20, rows: 4 })[3]).toBe("000512345678        ");
    expect(boardFace(shown({ showsSerial: true }), small)).toEqual([
      "Key no.         ",
      "000512345678    ",
    ]);
  });

  test("is empty while the key is dark", () => {
    expect(
      boardFace(shown({ mode: "dark", code: null }), small)
        .join("")
        .trim(),
    ).toBe("");
  });
});
