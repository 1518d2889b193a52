import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rightStepsAround, type WrongCodeParts, wrongCode } from "./wrong-code.ts";

// Codes of one digit repeat every few steps: what happens once in a million steps happens always.
const crowded = (step: number): string => String((step * 7) % 9).padStart(3, "0");

const parts = (changes: Partial<WrongCodeParts> = {}): WrongCodeParts => ({
  codeAt: (step) => String(100_000 + step),
  step: 500,
  given: null,
  steps: null,
  expiredSteps: 10,
  ...changes,
});

describe("wrongCode()", () => {
  test("makes an expired code of so many steps back, and a next one of so many ahead", () => {
    expect(wrongCode("expired", parts())).toEqual({ step: 490, code: "100490" });
    expect(wrongCode("expired", parts({ steps: 1 }))).toEqual({ step: 499, code: "100499" });
    expect(wrongCode("next", parts())).toEqual({ step: 501, code: "100501" });
    expect(wrongCode("next", parts({ steps: 20 }))).toEqual({ step: 520, code: "100520" });
  });

  test("gives again what was given last", () => {
    const given = { step: 7, code: "123456" };
    expect(wrongCode("replayed", parts({ given }))).toEqual(given);
  });

  test("changes one digit, and never into a right code of the steps around", () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(fc.nat(9), { maxLength: 9 }), (step, taken) => {
        // The codes next to the key's step differ from its own in the last digit alone.
        const codeAt = (of: number): string => {
          const near = taken[of - step - 1];
          return of > step && near !== undefined ? `12345${near}` : "123450";
        };
        const made = wrongCode("flipped-digit", parts({ codeAt, step }));
        if (typeof made === "string") throw new TypeError(made);
        const differing = [...made.code].filter((digit, at) => digit !== "123450"[at]);
        expect(differing).toHaveLength(1);
        for (let of = step; of <= step + rightStepsAround; of += 1) {
          expect(made.code).not.toBe(codeAt(of));
        }
      }),
    );
  });

  test("passes over a step whose code is a right one by chance", () => {
    const codeAt = (step: number): string => (step === 490 ? "100500" : String(100_000 + step));
    expect(wrongCode("expired", parts({ codeAt }))).toEqual({ step: 489, code: "100489" });
    const ahead = (step: number): string => (step === 501 ? "100500" : String(100_000 + step));
    expect(wrongCode("next", parts({ codeAt: ahead }))).toEqual({ step: 502, code: "100502" });
  });

  test("says what is missing", () => {
    expect(wrongCode("replayed", parts())).toMatch(/no code was given/);
    expect(wrongCode("expired", parts({ step: null }))).toMatch(/not shown/);
    expect(wrongCode("expired", parts({ step: 5 }))).toMatch(/10 steps back/);
    expect(wrongCode("expired", parts({ codeAt: crowded, steps: 300 }))).toMatch(/300 steps back/);
  });

  test("knows what comes first of a key that has shown nothing", () => {
    expect(wrongCode("next", parts({ step: null }))).toEqual({ step: 0, code: "100000" });
  });
});
