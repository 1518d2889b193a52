import { type OtpauthKey, parseOtpauth, totp, verifyHotp, verifyTotp } from "@jeton/core/otp";
import { describe, expect, expectTypeOf, test } from "vitest";

// What is said here is checked by `tsc -p test`: each expected error must be one.
const seed = new TextEncoder().encode("12345678901234567890");
const code = "287082";

describe("the small door", () => {
  test("wants the last step used, so that it cannot be forgotten", () => {
    // @ts-expect-error: `after` is absent.
    expect(() => verifyTotp({ seed, code, at: 59_000 })).toThrow(TypeError);
    // @ts-expect-error: `counter` is absent.
    expect(() => verifyHotp({ seed, code })).toThrow(TypeError);
    expectTypeOf(verifyTotp).returns.toEqualTypeOf<number | null>();
    expectTypeOf(verifyHotp).returns.toEqualTypeOf<number | null>();
  });

  test("takes seeds as bytes and codes as text only", () => {
    // @ts-expect-error: a text is no seed.
    expect(() => totp({ seed: "GEZDGNBV", at: 59_000 })).toThrow(TypeError);
    // @ts-expect-error: a number is no code.
    expect(() => verifyTotp({ seed, code: 287082, at: 59_000, after: null })).toThrow(TypeError);
    // @ts-expect-error: the fields' units are part of their names.
    expect(totp({ seed, at: 59_000, period: 30 })).toBe(code);
  });

  test("reads keys that its functions take, once their kind is known", () => {
    const key = parseOtpauth("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    expectTypeOf(key).toEqualTypeOf<OtpauthKey>();
    // @ts-expect-error: only a key that counts has a counter.
    expect(key.counter).toBeUndefined();
    if (key.kind === "totp") expect(totp({ ...key, at: 59_000 })).toBe(code);
  });
});
