import { describe, expect, test } from "vitest";
import { type CodeParameters, codeParameters } from "./code-parameters.ts";

const whole = ["digits", "periodSeconds", "t0Seconds"] as const;

describe("codeParameters()", () => {
  test("refuse what is no object, and keep no field that they do not know", () => {
    expect(() => codeParameters(null as never)).toThrow(TypeError);
    expect(() => codeParameters("6" as never)).toThrow(TypeError);
    expect(codeParameters({ digits: 8, issuer: "ACME" } as object)).toEqual(
      codeParameters({ digits: 8 }),
    );
  });

  test("are those of the procedure's keys when nothing is wanted", () => {
    expect(codeParameters()).toEqual({
      algorithm: "SHA-1",
      digits: 6,
      periodSeconds: 60,
      t0Seconds: 0,
    });
  });

  test("keep what is wanted at both ends of each range", () => {
    const least = { algorithm: "SHA-256", digits: 6, periodSeconds: 1, t0Seconds: 0 } as const;
    const most = {
      algorithm: "SHA-512",
      digits: 10,
      periodSeconds: 86_400,
      t0Seconds: 9_007_199_254_740,
    } as const;
    expect(codeParameters(least)).toEqual(least);
    expect(codeParameters(most)).toEqual(most);
  });

  test.each<Partial<CodeParameters>>([
    ...[{ digits: 5 }, { digits: 11 }, { digits: 0 }],
    ...[{ periodSeconds: 0 }, { periodSeconds: 86_401 }, { periodSeconds: -30 }],
    ...[{ t0Seconds: -1 }, { t0Seconds: 9_007_199_254_741 }],
  ])("refuse %o", (wanted) => {
    expect(() => codeParameters(wanted)).toThrow(RangeError);
  });

  test.each(whole)("refuse a %s that is no whole number", (name) => {
    for (const value of [6.5, Number.NaN, Number.POSITIVE_INFINITY, "6", null, undefined]) {
      expect(() => codeParameters({ [name]: value })).toThrow(RangeError);
    }
  });

  test.each(["SHA1", "sha-1", "MD5", "", "constructor"])("refuse the algorithm %j", (algorithm) => {
    // Outside data may hold anything; the type says nothing about it.
    const wanted = { algorithm } as unknown as CodeParameters;
    expect(() => codeParameters(wanted)).toThrow(RangeError);
  });
});
