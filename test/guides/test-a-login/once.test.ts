import { describe, expect } from "vitest";
import { pin, test } from "./log-in.ts";

describe("a login that remembers the last code", () => {
  test.override({ once: true });

  test("takes each code once", async ({ key, logIn }) => {
    const passcode = key.passcode(pin);
    expect(await logIn(passcode)).toBe(200);
    expect(await logIn(passcode)).toBe(403);
    expect(await logIn(await key.nextPasscode(pin))).toBe(200);
  });
});
