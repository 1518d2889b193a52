import { codeAt, stepAt, unixMilliseconds } from "@jeton/core";
import { totp, verifyTotp } from "@jeton/core/otp";
import { keyCode, SimulatedKey, VirtualTime } from "@jeton/key";
import { describe, expect, test } from "vitest";
import { rfcSeed } from "../support/rfc-seed.ts";
import { rfc6238Vectors } from "../support/rfc-vectors.ts";

const rows = rfc6238Vectors;

describe("RFC 6238, appendix B", () => {
  test("is read whole: six moments, three hashes each", () => {
    expect(rows).toHaveLength(18);
    expect(
      new Set(rows.map(({ seconds, parameters }) => seconds + parameters.algorithm)).size,
    ).toBe(18);
  });

  test.each(rows)("$seconds s lies in step $step", ({ seconds, step, parameters }) => {
    expect(stepAt(unixMilliseconds(seconds * 1000), parameters)).toBe(step);
  });

  test.each(rows)("core and simulator show $code ($parameters.algorithm, $seconds s)", (row) => {
    const seed = rfcSeed(row.parameters.algorithm);
    expect(codeAt(seed, row.step, row.parameters)).toBe(row.code);
    expect(keyCode(seed, row.step, row.parameters)).toBe(row.code);
  });

  test.each(rows)(
    "the small door shows and passes $code ($parameters.algorithm, $seconds s)",
    (row) => {
      const key = { seed: rfcSeed(row.parameters.algorithm), ...row.parameters };
      const at = row.seconds * 1000;
      expect(totp({ ...key, at })).toBe(row.code);
      expect(verifyTotp({ ...key, code: row.code, at, window: 0, after: null })).toBe(row.step);
    },
  );

  test.each(rows)("a whole simulated key shows $code at $seconds s", (row) => {
    const { parameters } = row;
    const timeSource = new VirtualTime(unixMilliseconds(row.seconds * 1000));
    const seed = rfcSeed(parameters.algorithm);
    const key = new SimulatedKey({ serial: "1", seed, parameters, timeSource });
    expect(key.code()).toBe(row.code);
  });
});
