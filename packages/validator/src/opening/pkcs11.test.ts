import { describe, expect, test } from "vitest";
import { ck, requireTries, tokenProblem } from "./pkcs11.ts";

describe("tokenProblem()", () => {
  test.each([
    ["CKR_PIN_INCORRECT", "correct the file that pin-source names"],
    ["CKR_PIN_LOCKED", "set a new one as its security officer"],
    ["CKR_DEVICE_REMOVED", "plug it in and start again"],
    ["CKR_TOKEN_NOT_PRESENT", "plug it in and start again"],
    ["CKR_KEY_TYPE_INCONSISTENT", "wanted a generic secret key of 32 bytes"],
    ["CKR_GENERAL_ERROR", "it refused (CKR_GENERAL_ERROR)"],
  ])("says what helps against %s", (refusal, cure) => {
    expect(tokenProblem(refusal)).toContain(cure);
  });
});

describe("requireTries()", () => {
  test("leaves the last try of the PIN to people", () => {
    const countLow = 0x1_0000;
    expect(() => requireTries(ck.CKF_TOKEN_INITIALIZED | countLow)).not.toThrow();
    expect(() => requireTries(ck.CKF_USER_PIN_FINAL_TRY | countLow)).toThrow("none was tried");
  });
});
