import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyPin } from "../../../../test/arbitraries/pin.ts";
import { checkPin, defaultPinPolicy, type PinPolicy, type PinProblem } from "./pin.ts";

const lenient = { ...defaultPinPolicy, trivialAllowed: true };

describe("checkPin()", () => {
  test.each(["4071", "83502", "908172", "a1b2", "pâté", "🙂9🙃4", "AbCe", "1235", "ßsßs"])(
    "takes %j",
    (pin) => {
      expect(checkPin(pin, defaultPinPolicy)).toEqual({ ok: true, pin });
    },
  );

  test.each<[string, PinProblem]>([
    ["", "length"],
    ["407", "length"],
    ["4071935", "length"],
    ["x".repeat(100_000), "length"],
    ["40 71", "alphabet"],
    [" 4071", "alphabet"],
    ["4071\u00a0", "alphabet"],
    ["40\u200b71", "alphabet"],
    ["40\ufeff71", "alphabet"],
    ["4071\n", "alphabet"],
    ["40\u000071", "alphabet"],
    ["40\u007f71", "alphabet"],
    ["40\u202e71", "alphabet"],
    ["40\ud80071", "alphabet"],
    ["1111", "trivial"],
    ["aaaa", "trivial"],
    ["AaaA", "trivial"],
    ["3456", "trivial"],
    ["9876", "trivial"],
    ["abcd", "trivial"],
    ["fEdC", "trivial"],
    ["６６６６６", "trivial"],
    ["🙂🙂🙂🙂", "trivial"],
    ["1212", "trivial"],
    ["6969", "trivial"],
    ["112233", "trivial"],
  ])("refuses %j: %s", (text, problem) => {
    expect(checkPin(text, defaultPinPolicy)).toEqual({ ok: false, problem });
  });

  // DataGenetics, "PIN analysis" (2012): the ten commonest of each length.
  test.each([
    "1234 1111 0000 1212 7777 1004 2000 4444 2222 6969",
    "12345 11111 55555 00000 54321 13579 77777 22222 12321 99999",
    "123456 123123 111111 121212 123321 666666 000000 654321 696969 112233",
  ])("refuses each of the commonest: %s", (published) => {
    for (const pin of published.split(" ")) {
      expect([pin, checkPin(pin, defaultPinPolicy)]).toEqual([
        pin,
        { ok: false, problem: "trivial" },
      ]);
    }
  });

  test("counts characters, not bytes or code units: composed and astral ones are one each", () => {
    expect(checkPin("e\u0301t\u0065\u0301s", lenient)).toEqual({ ok: true, pin: "étés" });
    expect(checkPin("🙂🙃🙂", lenient)).toEqual({ ok: false, problem: "length" });
    expect(checkPin("🙂🙃🙂🙃🙂🙃", lenient).ok).toBe(true);
    expect(checkPin("e\u0301e\u0301e\u0301", lenient)).toEqual({ ok: false, problem: "length" });
  });

  test("takes trivial PINs where the policy allows them", () => {
    expect(checkPin("1234", lenient)).toEqual({ ok: true, pin: "1234" });
  });

  test("goes by the lengths of the policy", () => {
    const six = { lengthMin: 6, lengthMax: 8, trivialAllowed: false };
    expect(checkPin("40719", six)).toEqual({ ok: false, problem: "length" });
    expect(checkPin("40719358", six)).toEqual({ ok: true, pin: "40719358" });
    expect(checkPin("407193582", six)).toEqual({ ok: false, problem: "length" });
  });

  test("takes texts only, and policies whose fields are of their types and in their ranges", () => {
    const check = (text: unknown, policy: unknown) => () =>
      checkPin(text as string, policy as PinPolicy);
    expect(check("4071", { ...lenient, lengthMin: 1, lengthMax: 4 })).not.toThrow();
    for (const text of [4071, null, undefined]) expect(check(text, lenient)).toThrow(TypeError);
    for (const policy of [
      ...[null, undefined, "strict"],
      { ...lenient, lengthMin: "4" },
      { ...lenient, lengthMax: null },
      { ...lenient, trivialAllowed: 1 },
    ]) {
      expect(check("4071", policy)).toThrow(TypeError);
    }
    for (const length of [0, -1, 4.5, Number.NaN, 2 ** 53]) {
      for (const name of ["lengthMin", "lengthMax"]) {
        const act = check("4071", { ...lenient, [name]: length });
        expect(act).toThrow(RangeError);
        expect(act).toThrow(/expected a whole number >= 1$/);
      }
    }
  });

  test("answers a PIN that is a PIN, and the same, when checked again", () => {
    fc.assert(
      fc.property(anyPin, (pin) => {
        expect(checkPin(pin, lenient)).toEqual({ ok: true, pin });
      }),
      { numRuns: 500 },
    );
  });

  test("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xff_ff })), (units) => {
        const checked = checkPin(String.fromCharCode(...units), defaultPinPolicy);
        if (checked.ok) expect([...checked.pin].length).toBeLessThanOrEqual(6);
      }),
      { numRuns: 500 },
    );
  });
});
