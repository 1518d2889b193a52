import { describe, expect, test } from "vitest";
import { Max7219 } from "./max7219.ts";

function send(display: Max7219, address: number, value: number): void {
  const word = (address << 8) | value;
  for (let bit = 15; bit >= 0; bit -= 1) display.shift(((word >> bit) & 1) === 1 ? 1 : 0);
  display.load(0);
}

/** Awake, all digits scanned, segments given one by one. */
function awake(): Max7219 {
  const display = new Max7219();
  for (const [address, value] of [
    [15, 0],
    [9, 0],
    [11, 7],
    [10, 7],
    [12, 1],
  ] as const) {
    send(display, address, value);
  }
  return display;
}

describe("Max7219", () => {
  test("is dark when the power comes", () => {
    expect(new Max7219()).toMatchObject({ on: false, brightness: 0, text: " ".repeat(8) });
  });

  test("shows segments, with digit 7 leftmost and a dot behind its digit", () => {
    const display = awake();
    for (const [index, shape] of [
      0x33,
      0x7b,
      0x6d | 0x80,
      0x00,
      0x7e,
      0x79,
      0x7b,
      0x01,
    ].entries()) {
      send(display, 8 - index, shape);
    }
    expect(display.text).toBe("492. 039-");
    expect(display.brightness).toBeCloseTo(15 / 32);
  });

  test("decodes code B for the digits that ask for it", () => {
    const display = awake();
    send(display, 9, 0x01);
    send(display, 1, 0x87);
    send(display, 2, 0x07);
    expect(display.text).toBe("      ?7.");
  });

  test("does not show digits beyond the scan limit", () => {
    const display = awake();
    for (let digit = 1; digit <= 8; digit += 1) send(display, digit, 0x30);
    send(display, 11, 3);
    expect(display.text).toBe("    1111");
  });

  test("lights everything in the display test, even in shutdown", () => {
    const display = awake();
    send(display, 12, 0);
    expect(display.text).toBe(" ".repeat(8));
    send(display, 15, 1);
    expect(display.text).toBe("8.".repeat(8));
  });

  test("takes over nothing before LOAD, and then the last 16 bits", () => {
    const display = awake();
    for (let bit = 0; bit < 16; bit += 1) display.shift(1);
    expect(display.text).toBe(" ".repeat(8));
    send(display, 1, 0x30);
    expect(display.text).toBe("       1");
  });
});
