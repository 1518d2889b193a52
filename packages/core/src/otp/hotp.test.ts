import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anySeed } from "../../../../test/arbitraries/seed.ts";
import { anyTimeStep } from "../../../../test/arbitraries/time-step.ts";
import { independentCode } from "../../../../test/support/independent-code.ts";
import { algorithms } from "../codes/code-parameters.ts";
import { hotp, verifyHotp } from "./hotp.ts";

const anyKey = fc.record({
  seed: anySeed,
  algorithm: fc.constantFrom(...algorithms),
  digits: fc.integer({ min: 6, max: 10 }),
});
const seed = new TextEncoder().encode("12345678901234567890");
const counterMax = Number.MAX_SAFE_INTEGER;

describe("hotp()", () => {
  test("returns the code that OpenSSL's HMAC gives, for every key and counter", () => {
    fc.assert(
      fc.property(anyKey, anyTimeStep, (key, counter) => {
        expect(hotp({ ...key, counter })).toBe(independentCode(key.seed, counter, key));
      }),
    );
  });

  test("has SHA-1 and six digits by default, and takes an absent one for absent", () => {
    expect(hotp({ seed, counter: 0 })).toBe("755224");
    const sparse = { seed, counter: 0, algorithm: undefined, digits: undefined };
    expect(hotp(sparse as never)).toBe("755224");
  });
});

describe("verifyHotp()", () => {
  test("returns the counter behind the one whose code it is, when that lies ahead near enough", () => {
    const lookAheads = fc.integer({ min: 0, max: 20 });
    const pressed = fc.integer({ min: -3, max: 25 });
    fc.assert(
      fc.property(anyKey, fc.nat(2 ** 40), lookAheads, pressed, (key, from, lookAhead, ahead) => {
        const counter = from + 3;
        const code = hotp({ ...key, counter: counter + ahead });
        const next = verifyHotp({ ...key, code, counter, lookAhead });
        // Two counters may show one code: then the later one counts.
        const passing = Array.from({ length: lookAhead + 1 }, (_, index) => counter + index);
        const matching = passing.filter((each) => hotp({ ...key, counter: each }) === code);
        const last = matching.at(-1);
        expect(next).toBe(last === undefined ? null : last + 1);
        if (ahead >= 0 && ahead <= lookAhead) expect(next).toBeGreaterThan(counter + ahead);
      }),
    );
  });

  test("lets no code pass twice, and none of an earlier press", () => {
    let counter = 0;
    for (const pressed of [0, 2, 3, 9]) {
      const code = hotp({ seed, counter: pressed });
      const next = verifyHotp({ seed, code, counter, lookAhead: 10 });
      expect(next).toBe(pressed + 1);
      counter = next ?? counter;
      for (let earlier = 0; earlier <= pressed; earlier += 1) {
        const old = hotp({ seed, counter: earlier });
        expect(verifyHotp({ seed, code: old, counter, lookAhead: 10 })).toBeNull();
      }
    }
  });

  test("forgives ten presses by default", () => {
    const codeAfter = (presses: number) => hotp({ seed, counter: 100 + presses });
    expect(verifyHotp({ seed, code: codeAfter(10), counter: 100 })).toBe(111);
    expect(verifyHotp({ seed, code: codeAfter(11), counter: 100 })).toBeNull();
  });

  test("returns a counter always: the last one there is has a code but never passes", () => {
    const last = hotp({ seed, counter: counterMax });
    expect(last).toBe(independentCode(seed, counterMax, { algorithm: "SHA-1", digits: 6 }));
    expect(verifyHotp({ seed, code: last, counter: counterMax - 5 })).toBeNull();
    expect(verifyHotp({ seed, code: last, counter: counterMax })).toBeNull();
    const code = hotp({ seed, counter: counterMax - 1 });
    expect(verifyHotp({ seed, code, counter: counterMax - 5 })).toBe(counterMax);
  });

  test("passes the later of two counters that show one code, so that it is not passed again", () => {
    const twin = twinCounters();
    const code = hotp({ seed, counter: twin.first });
    const question = { seed, code, lookAhead: twin.second - twin.first };
    expect(verifyHotp({ ...question, counter: twin.first })).toBe(twin.second + 1);
    expect(verifyHotp({ ...question, counter: twin.second + 1 })).toBeNull();
  });
});

/** Two counters, at most 1000 apart, that show the same code. */
function twinCounters(): { readonly first: number; readonly second: number } {
  const shownAt = new Map<string, number>();
  for (let second = 0; ; second += 1) {
    const code = hotp({ seed, counter: second });
    const first = shownAt.get(code);
    if (first !== undefined && second - first <= 1000) return { first, second };
    shownAt.set(code, second);
  }
}
