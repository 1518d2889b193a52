import { codeAt, timeStep } from "@jeton/core";
import fc from "fast-check";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { independentCode } from "../support/independent-code.ts";
import { librariesFor, ownCode, parameters } from "./libraries.ts";

// Goal: what the benchmark times is the same work for all.
// Method: random seeds that every peer takes (otplib wants 16 to 64 bytes), steps of our time
// (speakeasy shifts by 32 bits and is wrong from 2^31 on); every library's code is the one that
// OpenSSL's HMAC and big integers give.
describe("the libraries that are measured", () => {
  const seeds = fc.uint8Array({ minLength: 16, maxLength: 64 });

  test("show the same codes as we do", () => {
    fc.assert(
      fc.property(seeds, fc.nat(2 ** 31 - 1), (seed, step) => {
        const wanted = independentCode(seed, step, parameters);
        expect(ownCode(seed, step)).toBe(wanted);
        for (const library of librariesFor(seed)) {
          expect([library.name, library.code(step)]).toEqual([library.name, wanted]);
          expect(library.fresh?.(step) ?? wanted).toBe(wanted);
        }
      }),
    );
  });

  test("accept the codes of a window's ends and refuse those beside it", () => {
    const seed = new TextEncoder().encode("12345678901234567890");
    const step = 28_333_333;
    vi.useFakeTimers({ toFake: ["Date"], now: step * 60_000 + 20_000 });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    for (const { name, verify } of librariesFor(seed)) {
      if (verify === null) continue;
      for (const window of [1, 1000]) {
        const answers = [-window - 1, -window, window, window + 1].map((offset) =>
          verify(codeAt(seed, timeStep(step + offset), parameters), window),
        );
        expect([name, answers]).toEqual([name, [false, true, true, false]]);
      }
    }
  });
});
