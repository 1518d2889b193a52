import { describe, expect, test } from "vitest";
import { Hd44780 } from "./hd44780.ts";
import { panels } from "./panel.ts";

const us = 16;
const ms = 16_000;

/** Drives a display as a program would, with time enough between bytes. */
class Driven {
  readonly display: Hd44780;
  now = 20 * ms;

  constructor(panel = panels.hd44780) {
    this.display = new Hd44780(0, panel);
  }

  nibble(isData: boolean, nibble: number, pulse = us): void {
    this.display.rise(this.now);
    this.now += pulse;
    this.display.fall(isData, nibble, this.now);
    this.now += us;
  }

  byte(isData: boolean, byte: number, pause = 2 * ms): void {
    this.nibble(isData, byte >> 4);
    this.nibble(isData, byte & 15);
    this.now += pause;
  }

  command(...bytes: number[]): void {
    for (const byte of bytes) this.byte(false, byte);
  }

  text(text: string): void {
    for (const character of text) this.byte(true, character.charCodeAt(0));
  }
}

/** After the start sequence of the data sheet, figure 24. */
function started(panel = panels.hd44780): Driven {
  const driven = new Driven(panel);
  for (const nibble of [3, 3, 3, 2]) {
    driven.nibble(false, nibble);
    driven.now += 5 * ms;
  }
  driven.command(0x28, 0x08, 0x01, 0x06, 0x0c);
  return driven;
}

const blank = " ".repeat(16);

describe("Hd44780", () => {
  test("shows text in two lines after the start sequence", () => {
    const driven = started();
    driven.text("Jeton");
    driven.command(0x80 | 0x42);
    driven.text("492039");
    expect(driven.display.lines).toEqual(["Jeton           ", "  492039        "]);
    expect(driven.display.faults).toEqual([]);
  });

  test("is blank while it is switched off, and remembers", () => {
    const driven = started();
    driven.text("Jeton");
    driven.command(0x08);
    expect(driven.display.lines).toEqual([blank, blank]);
    driven.command(0x0c);
    expect(driven.display.lines[0]).toBe("Jeton           ");
  });

  test("finds the 4-bit bus again when a board was reset between two nibbles", () => {
    const driven = started();
    driven.nibble(false, 8);
    driven.now += 50 * ms;
    for (const nibble of [3, 3, 3, 2]) {
      driven.nibble(false, nibble);
      driven.now += 5 * ms;
    }
    driven.command(0x28, 0x08, 0x01, 0x06, 0x0c);
    driven.text("again");
    expect(driven.display.lines[0]).toBe("again           ");
  });

  test("ignores and notes what comes while it is busy, and a pulse that is too short", () => {
    const driven = started();
    driven.byte(true, 0x41, 10 * us);
    driven.byte(true, 0x42);
    driven.nibble(true, 4, 3);
    expect(driven.display.lines[0]).toBe("A               ");
    expect(driven.display.faults.map(({ kind }) => kind)).toEqual(["busy", "busy", "short-pulse"]);
  });

  test("is busy 10 ms after the power came", () => {
    const display = new Hd44780(0);
    display.rise(0);
    display.fall(false, 3, 9 * ms);
    expect(display.faults).toEqual([{ kind: "busy", cycle: 9 * ms }]);
  });

  test("keeps patterns of the program's own, and shows them as circled numbers", () => {
    const driven = started();
    driven.command(0x40 | (3 << 3));
    for (const row of [0x1f, 0xff, 1, 2, 3, 4, 5, 6]) driven.byte(true, row);
    driven.command(0x80);
    driven.byte(true, 3);
    expect([...(driven.display.patterns[3] ?? [])]).toEqual([0x1f, 0x1f, 1, 2, 3, 4, 5, 6]);
    expect(driven.display.lines[0]).toBe("③               ");
  });

  test("goes from the end of a line to the other line, and back", () => {
    const driven = started();
    driven.command(0x80 | 39);
    driven.text("ab");
    driven.command(0x80 | 0x40 | 39);
    driven.text("cd");
    expect(driven.display.lines).toEqual(["d               ", "b               "]);
  });

  test("knows where the cursor is and how it looks", () => {
    const driven = started();
    expect(driven.display.cursor).toBeNull();
    driven.command(0x0f, 0x80 | 0x45);
    expect(driven.display.cursor).toEqual({ row: 1, column: 5, underline: true, blink: true });
    driven.command(0x80 | 20);
    expect(driven.display.cursor).toBeNull();
  });

  test("writes backwards, shifts the window, and goes home", () => {
    const driven = started();
    driven.command(0x80 | 2, 0x04);
    driven.text("cba");
    expect(driven.display.lines[0]).toBe("abc             ");
    driven.command(0x18);
    expect(driven.display.lines[0]).toBe("bc              ");
    driven.command(0x02);
    expect(driven.display.lines[0]).toBe("abc             ");
    driven.command(0x01);
    expect(driven.display.lines).toEqual([blank, blank]);
  });
});

describe("Hd44780, as a KS0073", () => {
  const fourLines = [0x2c, 0x09, 0x28];
  const empty = " ".repeat(20);

  test("shows four lines of twenty, and goes from one to the next", () => {
    const driven = started(panels["ks0073-20x4"]);
    driven.command(...fourLines);
    for (const [line, letter] of [..."abcd"].entries()) {
      driven.command(0x80 | (0x20 * line + 18));
      driven.text(letter.repeat(3));
    }
    driven.command(0x80 | 0x60);
    driven.text("end");
    expect(driven.display.lines).toEqual([
      `d${empty.slice(3)}aa`,
      `a${empty.slice(3)}bb`,
      `b${empty.slice(3)}cc`,
      `end${empty.slice(5)}dd`,
    ]);
  });

  test("without its second line of commands it has two lines, as an HD44780", () => {
    const driven = started(panels["ks0073-20x2"]);
    driven.command(0x80 | 0x40);
    driven.text("below");
    expect(driven.display.lines).toEqual([empty, `below${empty.slice(5)}`]);
  });

  test("takes a command for another while the extended ones are open", () => {
    const driven = started(panels["ks0073-20x4"]);
    driven.command(...fourLines, 0x2c, 0x85);
    driven.text("x");
    expect(driven.display.lines[0]?.trim()).toBe("x");
    expect(driven.display.lines[0]?.indexOf("x")).toBe(0);
  });

  test("blinks a character and its inverse", () => {
    const driven = started(panels["ks0073-20x4"]);
    driven.command(0x2c, 0x0b, 0x28, 0x0d, 0x80 | 0x43);
    expect(driven.display.cursor).toEqual({
      ...{ row: 2, column: 3, underline: false, blink: true },
      inverse: true,
    });
  });

  test("an HD44780 has none of this", () => {
    const driven = started();
    driven.command(...fourLines, 0x0d);
    expect(driven.display.cursor).toEqual({ row: 0, column: 0, underline: false, blink: true });
  });
});
