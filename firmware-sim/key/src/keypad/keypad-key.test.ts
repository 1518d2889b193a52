import { unixMilliseconds } from "@jeton/core/units";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VirtualTime } from "../clock/virtual-time.ts";
import { drawText } from "../lcd/text.ts";
import { type KeypadButton, keypadButtons } from "./keypad.ts";
import { KeypadKey, type KeypadKeyOptions } from "./keypad-key.ts";

const seed = new TextEncoder().encode("12345678901234567890");
const seed32 = new TextEncoder().encode("12345678901234567890123456789012");
const bare = "OCRA-1:HOTP-SHA1-6:QN08";
const withPin = "OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1";

function newKeypad(changes: Partial<KeypadKeyOptions> = {}) {
  const time = new VirtualTime(unixMilliseconds(1_800_000_000_000));
  const made = { serial: "K-1", seed, suite: bare, timeSource: time, ...changes };
  return { time, key: new KeypadKey(made) };
}

const pressAll = (key: KeypadKey, ...buttons: readonly string[]) => {
  for (const button of buttons) key.press(button as KeypadButton);
};

/** What stands on the glass, a character for each digit. */
const glass = (key: KeypadKey) =>
  key
    .display()
    .digits.map((segments) => ({ 0: " ", 64: "-" })[segments] ?? "d")
    .join("");

describe("KeypadKey", () => {
  test("takes a challenge and shows its response, right-aligned, until it goes dark", () => {
    const { key, time } = newKeypad();
    pressAll(key, "1", "clear");
    expect([key.mode(), glass(key), key.darkAt()]).toEqual(["dark", "        ", null]);
    pressAll(key, "ok");
    expect([key.mode(), key.display().separator]).toEqual(["challenge", true]);
    pressAll(key, "ok", ..."11111111", "9");
    expect([key.mode(), glass(key)]).toEqual(["challenge", "dddddddd"]);
    pressAll(key, "ok");
    expect([key.mode(), key.code(), glass(key)]).toEqual(["response", "243178", "  dddddd"]);
    time.advance(29_999);
    expect(key.code()).toBe("243178");
    time.advance(1);
    expect([key.mode(), key.code()]).toEqual(["dark", null]);
  });

  test("asks for the PIN where its suite has one, shows a dash for each digit, and knows no right one", () => {
    const { key } = newKeypad({ suite: withPin, seed: seed32 });
    pressAll(key, "ok", "1", "2", "3", "ok");
    expect([key.mode(), glass(key), key.display().locked]).toEqual(["pin", "     ---", true]);
    pressAll(key, "4", "ok", ..."12345678", "ok");
    expect([key.code(), key.counter()]).toEqual(["65347737", 1]);
    expect(key.answer("12345678", "1234")).toBe("86775851");
    expect(key.answer("12345678", "1235")).not.toBe("78192410");
    expect(key.counter()).toBe(3);
  });

  test("clears what was typed, then goes dark; a digit behind a response begins anew", () => {
    const { key } = newKeypad();
    pressAll(key, "ok", "1", "2", "clear");
    expect([key.mode(), glass(key)]).toEqual(["challenge", "        "]);
    pressAll(key, "clear");
    expect(key.mode()).toBe("dark");
    expect(key.answer("0")).toBe("237653");
    pressAll(key, "1");
    expect([key.mode(), glass(key)]).toEqual(["challenge", "       d"]);
    expect(key.answer("11111111")).toBe("243178");
    pressAll(key, "clear");
    expect(key.mode()).toBe("dark");
  });

  test("forgets what was typed when it goes dark, and each press keeps it on", () => {
    const { key, time } = newKeypad();
    pressAll(key, "ok", "1");
    time.advance(20_000);
    pressAll(key, "2");
    time.advance(20_000);
    expect(glass(key)).toBe("      dd");
    time.advance(10_000);
    expect([key.mode(), glass(key)]).toEqual(["dark", "        "]);
  });

  test("takes the time of its own quartz", () => {
    const suite = "OCRA-1:HOTP-SHA1-6:QN08-T1M";
    const { key, time } = newKeypad({ suite, offsetMilliseconds: -60_000, ratePpm: 100 });
    const step = 1_800_000_000 / 60;
    expect([key.step(), key.counter(), key.offsetMilliseconds()]).toEqual([
      step - 1,
      null,
      -60_000,
    ]);
    const late = key.answer("12345678");
    const right = newKeypad({ suite });
    expect(late).not.toBe(right.key.answer("12345678"));
    time.advance(600_000_000);
    expect(key.offsetMilliseconds()).toBe(0);
    right.time.advance(600_000_000);
    expect(key.answer("12345678")).toBe(right.key.answer("12345678"));
  });

  test("tells each change of the display", () => {
    const { key, time } = newKeypad();
    const seen: string[] = [];
    key.onChange(() => seen.push(key.mode()));
    pressAll(key, "ok", "1", "ok");
    time.advance(30_000);
    expect(seen).toEqual(["challenge", "challenge", "response", "dark"]);
    expect(drawText(key.display())).not.toBe("");
  });

  test("shows no response twice for one counter, whatever is pressed, and is dark at its end", () => {
    const buttons = fc.array(fc.constantFrom(...keypadButtons), { maxLength: 60 });
    fc.assert(
      fc.property(buttons, (pressed) => {
        const { key } = newKeypad({ suite: "OCRA-1:HOTP-SHA1-6:C-QN08" });
        let before = { mode: key.mode(), counter: key.counter() ?? 0 };
        for (const button of pressed) {
          key.press(button);
          const now = { mode: key.mode(), counter: key.counter() ?? 0 };
          const answered = now.mode === "response" && before.mode === "challenge";
          expect(now.counter - before.counter).toBe(answered ? 1 : 0);
          before = now;
        }
      }),
    );
    const counter = Number.MAX_SAFE_INTEGER;
    const { key } = newKeypad({ suite: "OCRA-1:HOTP-SHA1-6:C-QN08", counter });
    expect([key.answer("1"), key.mode()]).toEqual([null, "dark"]);
  });

  test.each<Partial<KeypadKeyOptions>>([
    ...[{ serial: "" }, { seed: new Uint8Array(0) }, { shownMilliseconds: 999 }, { ratePpm: 5001 }],
    ...[{ counter: 1 }, { counter: -1 }, { suite: "OCRA-1:HOTP-SHA1-6:QA08" }, { suite: "" }],
    ...[{ suite: "OCRA-1:HOTP-SHA1-0:QN08" }, { suite: "OCRA-1:HOTP-SHA1-6:QN08-S064" }],
  ])("refuses %j", (changes) => {
    expect(() => newKeypad(changes)).toThrow(RangeError);
  });

  test("types nothing that its keypad does not have", () => {
    const { key } = newKeypad();
    for (const challenge of ["", "123456789", "12a", "-1"]) {
      expect(() => key.answer(challenge)).toThrow(RangeError);
    }
    expect(() => key.answer("1", "1234")).toThrow(RangeError);
    expect(key.mode()).toBe("dark");
    const asks = newKeypad({ suite: withPin }).key;
    for (const pin of ["", "123", "12345678901", "abcd"]) {
      expect(() => asks.answer("1", pin)).toThrow(RangeError);
    }
  });
});
