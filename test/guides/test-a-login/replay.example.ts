import { describe, expect } from "vitest";
import { pin, test } from "./log-in.ts";

describe("the login", () => {
  test("takes each code once", async ({ key, logIn }) => {
    const passcode = key.passcode(pin);
    expect(await logIn(passcode)).toBe(200);
    expect(await logIn(passcode)).toBe(403);
  });
});
