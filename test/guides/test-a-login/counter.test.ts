import { expect, test } from "@jeton/key/vitest";
import { verify } from "otplib";

// What a login with counter keys does: it looks four counters ahead, and remembers where it found the code.
function counterLogin(secret: string): (token: string) => Promise<boolean> {
  let counter = 0;
  return async (token) => {
    const result = await verify({
      strategy: "hotp",
      secret,
      token,
      counter,
      counterTolerance: [0, 4],
    });
    if (result.valid && "delta" in result) counter += result.delta + 1;
    return result.valid;
  };
}

test("takes each code of a counter key once, and none that was passed over", async ({
  newCounterKey,
}) => {
  const key = newCounterKey();
  const logIn = counterLogin(key.seedBase32());
  expect(await logIn(await key.nextCode())).toBe(true);
  expect(await logIn(key.code())).toBe(false);
  const passedOver = await key.nextCode(); // nextCode() presses the button
  expect(await logIn(await key.nextCode())).toBe(true);
  expect(await logIn(passedOver)).toBe(false);
});

test("loses a counter key that was played with", async ({ newCounterKey }) => {
  const key = newCounterKey();
  const logIn = counterLogin(key.seedBase32());
  for (let press = 0; press < 5; press += 1) key.press();
  expect(key).toBeReadable();
  expect(await logIn(await key.nextCode())).toBe(false);
});
