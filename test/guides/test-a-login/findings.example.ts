import { generate } from "otplib";
import { describe, expect } from "vitest";
import { pin, test } from "./log-in.ts";

describe("the login", () => {
  test("takes each code once", async ({ key, logIn }) => {
    const passcode = key.passcode(pin);
    expect(await logIn(passcode)).toBe(200);
    expect(await logIn(passcode)).toBe(403);
  });

  test("knows a key after half a year in a drawer", async ({ key, time, logIn }) => {
    key.setRate(8); // ppm: an ordinary crystal
    await time.advance(182 * 86_400_000);
    expect(await logIn(await key.nextPasscode(pin))).toBe(200);
  });
});

describe("the key", () => {
  test("shows what otplib computes", async ({ key }) => {
    key.inject("dead-segment", { segment: "2G" });
    expect(key).toShow(await generate({ secret: key.seedBase32() }));
  });
});
