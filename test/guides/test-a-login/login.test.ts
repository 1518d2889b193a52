import { describe, expect } from "vitest";
import { pin, test } from "./log-in.ts";

describe("the login", () => {
  test("lets the holder in with the PIN and the code", async ({ key, logIn }) => {
    expect(await logIn(key.passcode(pin))).toBe(200);
  });

  test("lets the holder in with each new code", async ({ key, logIn }) => {
    for (let login = 0; login < 10; login += 1) {
      expect(await logIn(await key.nextPasscode(pin))).toBe(200);
    }
  });

  test("refuses another key's code", async ({ newKey, logIn }) => {
    expect(await logIn(newKey().passcode(pin))).toBe(403);
  });

  test("takes a code typed slowly, but not a minute later", async ({ key, time, logIn }) => {
    const passcode = key.passcode(pin);
    await time.advance(45_000);
    expect(await logIn(passcode)).toBe(200);
    await time.advance(15_000);
    expect(await logIn(passcode)).toBe(403);
  });
});

describe("a key with a button", () => {
  const display = { kind: "button", shownMilliseconds: 30_000 } as const;
  test.override({ keyOptions: { program: { display } } });

  test("shows a code for half a minute after a press", async ({ key, time, logIn }) => {
    expect(key).not.toBeReadable();
    key.press();
    expect(await logIn(key.passcode(pin))).toBe(200);
    await time.advance(30_000);
    expect(key).not.toBeReadable();
    expect(await logIn(await key.nextPasscode(pin))).toBe(200); // nextCode() presses the button
  });
});
