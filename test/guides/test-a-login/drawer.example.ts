import { describe, expect } from "vitest";
import { pin, test } from "./log-in.ts";

describe("the login", () => {
  test("knows a key after half a year in a drawer", async ({ key, time, logIn }) => {
    key.setRate(8); // ppm: an ordinary crystal
    await time.advance(182 * 86_400_000);
    expect(await logIn(await key.nextPasscode(pin))).toBe(200);
  });
});
