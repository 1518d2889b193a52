import { algorithms } from "@jeton/core";
import { verifyHotp } from "@jeton/core/otp";
import { CounterKey } from "@jeton/key";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anySeed } from "../arbitraries/seed.ts";
import { independentCode } from "../support/independent-code.ts";
import { rfcSeed } from "../support/rfc-seed.ts";
import { rfc4226Vectors } from "../support/rfc-vectors.ts";

// Goal: a simulated key that counts and the check of its codes agree (law 1), for as long as fewer presses go
// unseen than are forgiven, and each of its codes passes once.
// Method: draw a key and how often its button is pressed before each log-in; the key computes by its own
// route, OpenSSL's HMAC by a third one.
describe("a simulated key that counts", () => {
  test("shows RFC 4226's codes, one a press", () => {
    const key = new CounterKey({ serial: "C-1", seed: rfcSeed("SHA-1") });
    expect(rfc4226Vectors.map(() => key.press())).toEqual(rfc4226Vectors.map(({ code }) => code));
  });

  test("is let in by the small door, once for each code, whatever presses went unseen", () => {
    const keys = fc.record({
      seed: anySeed,
      algorithm: fc.constantFrom(...algorithms),
      digits: fc.integer({ min: 6, max: 10 }),
    });
    const unseen = fc.array(fc.nat(5), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(keys, fc.nat(2 ** 40), unseen, (made, start, presses) => {
        const key = new CounterKey({ serial: "C-1", ...made, counter: start });
        let counter = start;
        for (const count of presses) {
          for (let press = 0; press < count; press += 1) key.press();
          const code = key.press() ?? "";
          expect(code).toBe(independentCode(made.seed, key.counter() - 1, made));
          const next = verifyHotp({ ...made, code, counter, lookAhead: 5 });
          // A later counter that shows the same code spends that one, too.
          expect(next).toBeGreaterThanOrEqual(key.counter());
          counter = next ?? counter;
          expect(verifyHotp({ ...made, code, counter, lookAhead: 0 })).toBeNull();
          if (counter > key.counter()) return;
        }
      }),
    );
  });

  test("is not let in any more when more presses went unseen than are forgiven", () => {
    const seed = rfcSeed("SHA-1");
    const key = new CounterKey({ serial: "C-1", seed });
    for (let press = 0; press < 6; press += 1) key.press();
    const code = key.press() ?? "";
    expect(verifyHotp({ seed, code, counter: 0, lookAhead: 5 })).toBeNull();
    expect(verifyHotp({ seed, code, counter: 0, lookAhead: 6 })).toBe(7);
  });
});
