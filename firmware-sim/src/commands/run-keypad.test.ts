import { unixMilliseconds } from "@jeton/core/units";
import { KeypadKey, VirtualTime } from "@jeton/key";
import { describe, expect, test } from "vitest";
import { livingKeypad } from "./run-keypad.ts";
import type { ScreenOptions } from "./run-screen.ts";

const seed = new TextEncoder().encode("12345678901234567890");
const screen: ScreenOptions = {
  ...({ characters: "ascii", colour: false, columns: 100, rows: 30 } as const),
  ...{ seedHex: null, notice: "", helps: false },
};

function living(suite: string) {
  const timeSource = new VirtualTime(unixMilliseconds(0));
  const key = new KeypadKey({ serial: "000000001", seed, suite, timeSource });
  return { key, shown: livingKeypad(key) };
}

describe("livingKeypad()", () => {
  test("types digits, Enter and Backspace into the key, and nothing else", () => {
    const { key, shown } = living("OCRA-1:HOTP-SHA1-6:QN08");
    for (const pressed of "\r9\u007f11111111\r") expect(shown.act(pressed)).toBe("");
    expect(key.code()).toBe("243178");
    expect(["x", "\u001b[C", "+"].map((pressed) => shown.act(pressed))).toEqual([null, null, null]);
  });

  test("says what the key waits for, its suite, its counter and its clock", () => {
    const { shown } = living("OCRA-1:HOTP-SHA1-6:C-QN08-PSHA1-T1M");
    const lines = () => shown.lines(screen).join("\n");
    expect(lines()).toMatch(/No. 000000001 {2}press Enter, the key's OK/);
    expect(lines()).toMatch(/OCRA-1:HOTP-SHA1-6:C-QN08-PSHA1-T1M\n +Counter 0\n +Clock +0 s ahead/);
    shown.act("\r");
    expect(lines()).toMatch("type the PIN, then Enter");
    for (const pressed of "1234\r") shown.act(pressed);
    expect(lines()).toMatch("type the challenge, then Enter");
    expect(shown.lines({ ...screen, helps: true }).join("\n")).toMatch("Backspace");
  });

  test("shows digits alone in a small terminal", () => {
    const { shown } = living("OCRA-1:HOTP-SHA1-6:QN08");
    for (const pressed of "\r42") shown.act(pressed);
    expect(shown.lines({ ...screen, columns: 30, rows: 5 })[0]).toMatch(
      /^42 {2}type the challenge/,
    );
  });
});
