import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyOcraQuestion } from "../../../../test/arbitraries/ocra-suite.ts";
import { ocra } from "./ocra.ts";
import { verifyOcra } from "./verify-ocra.ts";

const seed = new TextEncoder().encode("12345678901234567890");
const counted = { seed, suite: "OCRA-1:HOTP-SHA256-8:C-QN08", question: "12345678" };
const timed = { seed, suite: "OCRA-1:HOTP-SHA256-8:QN08-T1M", question: "12345678" };
const both = { seed, suite: "OCRA-1:HOTP-SHA256-8:C-QN08-T1M", question: "12345678" };
const minute = 60_000;

describe("verifyOcra()", () => {
  test("passes the response to the same question, for every suite, and no other text", () => {
    fc.assert(
      fc.property(anyOcraQuestion, fc.string(), (question, text) => {
        const isTimed = "at" in question;
        const check = { ...question, ...(isTimed && { after: null }) };
        const response = ocra(question);
        expect(verifyOcra({ ...check, response })).not.toBeNull();
        const others = [text, "", `${response}0`, response.slice(1), ` ${response}`];
        for (const other of others) {
          if (other === response) continue;
          if (other.length === response.length && /^\d+$/.test(other)) continue;
          expect(verifyOcra({ ...check, response: other })).toBeNull();
        }
      }),
    );
  });

  test("passes a counter that lies ahead near enough, once, and never one behind", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.integer({ min: -3, max: 12 }), (from, ahead) => {
        const counter = from + 3;
        const response = ocra({ ...counted, counter: counter + ahead });
        const pass = verifyOcra({ ...counted, response, counter, lookAhead: 5 });
        const passing = [0, 1, 2, 3, 4, 5].filter(
          (each) => ocra({ ...counted, counter: counter + each }) === response,
        );
        const last = passing.at(-1);
        expect(pass).toEqual(
          last === undefined ? null : { counter: counter + last + 1, step: null },
        );
        if (pass?.counter) {
          expect(
            verifyOcra({ ...counted, response, counter: pass.counter, lookAhead: 0 }),
          ).toBeNull();
        }
      }),
    );
  });

  test.each([
    ...[[-2, null] as const, [-1, 99] as const, [0, 100] as const],
    ...[[1, 101] as const, [2, null] as const],
  ])("passes a response of %i minutes around, by default: step %s", (minutes, step) => {
    const response = ocra({ ...timed, at: (100 + minutes) * minute });
    const check = { ...timed, response, at: 100 * minute + 59_999, after: null };
    expect(verifyOcra(check)).toEqual(step === null ? null : { counter: null, step });
    if (step === null) return;
    expect(verifyOcra({ ...check, after: step })).toBeNull();
    expect(verifyOcra({ ...check, after: step - 1 })).toEqual({ counter: null, step });
  });

  test("passes counter and time together, and tells both", () => {
    const response = ocra({ ...both, counter: 7, at: 99 * minute });
    const check = { ...both, response, counter: 5, at: 100 * minute, after: 98 };
    expect(verifyOcra(check)).toEqual({ counter: 8, step: 99 });
    expect(verifyOcra({ ...check, lookAhead: 1 })).toBeNull();
    expect(verifyOcra({ ...check, window: 0 })).toBeNull();
  });

  test("passes no response to another challenge", () => {
    const response = ocra({ ...counted, counter: 0 });
    expect(verifyOcra({ ...counted, question: "12345679", response, counter: 0 })).toBeNull();
  });

  test("returns a counter always: the last one there is never passes", () => {
    const counter = Number.MAX_SAFE_INTEGER;
    const response = ocra({ ...counted, counter });
    expect(verifyOcra({ ...counted, response, counter })).toBeNull();
    const before = ocra({ ...counted, counter: counter - 1 });
    const check = { ...counted, response: before, counter: counter - 3 };
    expect(verifyOcra(check)).toEqual({ counter, step: null });
  });

  test.each([
    ...[{ lookAhead: -1 }, { lookAhead: 1001 }, { window: 1001 }, { window: 0.5 }, { after: -1 }],
    { lookAhead: 1000, window: 1 },
  ])("refuses a window that nobody means: %j", (change) => {
    const check = { ...both, response: "12345678", counter: 0, at: 0, after: null };
    expect(() => verifyOcra({ ...check, ...change })).toThrow(RangeError);
  });

  test("refuses what its suite has no part for, and needs `after` to be said", () => {
    const response = "12345678";
    const of = (check: object) => () => verifyOcra({ response, ...check } as never);
    expect(of({ ...counted, counter: 0, after: null })).toThrow(RangeError);
    expect(of({ ...counted, counter: 0, window: 1 })).toThrow(RangeError);
    expect(of({ ...timed, at: 0, after: null, lookAhead: 1 })).toThrow(RangeError);
    expect(of({ ...timed, at: 0 })).toThrow(TypeError);
    expect(of({ ...counted, counter: 0, response: 12_345_678 })).toThrow(TypeError);
  });
});
