import { codeAt, codeParameters, prepareSeed } from "@jeton/core";
import { hotp, verifyHotp } from "@jeton/core/otp";
import { keyCode } from "@jeton/key";
import { describe, expect, test } from "vitest";
import { rfcSeed } from "../support/rfc-seed.ts";
import { rfc4226Vectors } from "../support/rfc-vectors.ts";
import { vectorLines } from "../support/vector-file.ts";

const lines = vectorLines("rfc4226-appendix-d.txt");
const rows = rfc4226Vectors;
const seed = rfcSeed("SHA-1");

describe("RFC 4226, appendix D", () => {
  test("is read whole: ten rows and the seed", () => {
    expect(rows.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(lines).toContain(`   Secret = 0x${Buffer.from(seed).toString("hex")}`);
  });

  test.each(rows)("core and simulator show $code at counter $step", ({ step, code }) => {
    expect(codeAt(seed, step, codeParameters())).toBe(code);
    expect(keyCode(seed, step, codeParameters())).toBe(code);
  });

  test.each(rows)("the small door shows and passes $code at counter $step", ({ step, code }) => {
    expect(hotp({ seed, counter: step })).toBe(code);
    expect(verifyHotp({ seed, code, counter: step, lookAhead: 0 })).toBe(step + 1);
  });

  test.each(rows)("core truncates counter $step to $decimal", ({ step, decimal }) => {
    expect(prepareSeed(seed, "SHA-1").truncatedAt(step)).toBe(decimal);
  });
});
