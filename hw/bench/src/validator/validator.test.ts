import { codeAt, codeParameters, stepAt, unixMilliseconds } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { loginWords, summarise } from "./login.ts";
import { Validator } from "./validator.ts";

const seed = new TextEncoder().encode("12345678901234567890");
const parameters = codeParameters({ periodSeconds: 60 });
const began = Date.UTC(2026, 5, 1);

/** A key that is `ppm` fast is commissioned and logs in, `count` codes in all. */
function logins(ppm: number, everySeconds: number, count: number) {
  const validator = new Validator(seed, parameters, began);
  return Array.from({ length: count }, (_, index) => {
    // Its first two codes lie within the ten minutes of a commissioning.
    const seconds = index < 2 ? 90 * index : everySeconds * (index - 1);
    const shown = unixMilliseconds(Math.floor(began + seconds * (1 + ppm / 1e6) * 1000));
    const step = stepAt(shown, parameters);
    if (step === null) throw new RangeError("Cannot show a code before step 0");
    return validator.login(codeAt(seed, step, parameters), began + seconds * 1000);
  });
}

describe("Validator", () => {
  test("lets a good key in all along, with a narrow window", () => {
    const summary = summarise(logins(20, 86_400, 200));
    expect(summary).toMatchObject({ logins: 200, accepted: 200, refused: 0 });
    expect(summary.acceptStepsMax).toBeLessThanOrEqual(5);
    expect(loginWords(summary)).toMatch(/^The library accepted all 200 codes; window/);
  });

  test("does not follow a ceramic resonator", () => {
    const summary = summarise(logins(-3000, 86_400, 30));
    expect(summary.accepted).toBeLessThan(30);
    expect(summary.nextCode + summary.refused).toBeGreaterThan(0);
  });

  test("accepts no code twice and judges each login by itself", () => {
    const validator = new Validator(seed, parameters, began);
    const step = stepAt(unixMilliseconds(began), parameters);
    if (step === null) throw new RangeError("no step");
    const code = codeAt(seed, step, parameters);
    expect(validator.login(code, began).outcome).toBe("accepted");
    for (let again = 1; again < 15; again += 1) {
      expect(validator.login(code, began + again * 1000).outcome).toBe("refused");
    }
    const later = unixMilliseconds(began + 120_000);
    const next = stepAt(later, parameters);
    if (next === null) throw new RangeError("no step");
    expect(validator.login(codeAt(seed, next, parameters), later).outcome).toBe("accepted");
  });
});
