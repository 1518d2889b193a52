import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyOcraQuestion } from "../../../../test/arbitraries/ocra-suite.ts";
import { independentOcra } from "../../../../test/support/independent-ocra.ts";
import { ocra } from "./ocra.ts";
import { ocraPinHash } from "./ocra-key.ts";

const seed = new TextEncoder().encode("12345678901234567890");
const bare = { seed, suite: "OCRA-1:HOTP-SHA1-6:QN08", question: "00000000" };
const whole = {
  ...{ seed, suite: "OCRA-1:HOTP-SHA1-6:C-QH08-PSHA1-S004-T1M", question: "1f" },
  ...{ counter: 3, pinHash: new Uint8Array(20).fill(7), session: Uint8Array.of(1, 2), at: 59_999 },
};

describe("ocra()", () => {
  test("returns what OpenSSL's HMAC of the parts gives, for every suite and question", () => {
    fc.assert(
      fc.property(anyOcraQuestion, (question) => {
        expect(ocra(question)).toBe(independentOcra(question));
      }),
      { numRuns: 500 },
    );
  });

  test("joins two challenges in their order, and takes a part that is undefined for absent", () => {
    const suite = "OCRA-1:HOTP-SHA1-8:QA08";
    const joined = ocra({ seed, suite, question: ["CLI1", "SRV2"] });
    expect(joined).toBe(ocra({ seed, suite, question: "CLI1SRV2" }));
    expect(joined).not.toBe(ocra({ seed, suite, question: ["SRV2", "CLI1"] }));
    expect(ocra({ ...bare, counter: undefined, at: undefined, session: undefined })).toBe("237653");
  });

  test.each([
    ...["", "123456789", "1234567a", "-1", "1.5", " 1", "１２３４"].map((question) => ({
      question,
    })),
    ...[{ question: [] }, { question: ["1", "2", "3"] }, { question: ["1", ""] }],
    ...[{ counter: 0 }, { at: 0 }, { pinHash: new Uint8Array(20) }, { session: new Uint8Array(1) }],
    ...[{ suite: "" }, { suite: "OCRA-1:HOTP-SHA1-6:QN03" }],
  ])("refuses what does not fit a bare suite: %j", (change) => {
    expect(() => ocra({ ...bare, ...change } as never)).toThrow(RangeError);
  });

  test.each([
    ...[{ pinHash: new Uint8Array(19) }, { pinHash: new Uint8Array(21) }],
    ...[{ session: new Uint8Array(5) }, { counter: -1 }, { counter: 2 ** 53 }, { at: -1 }],
    { question: "g" },
  ])("refuses what does not fit a suite of all parts: %j", (change) => {
    expect(() => ocra({ ...whole, ...change })).toThrow(RangeError);
  });

  test.each(["seed", "suite", "question", "counter", "pinHash", "session", "at"])(
    "refuses to go without %s, or with a value of another type",
    (name) => {
      for (const value of [undefined, null, {}, true, 1n]) {
        expect(() => ocra({ ...whole, [name]: value } as never)).toThrow(TypeError);
      }
    },
  );

  test("never repeats a seed, a PIN's hash or a challenge", () => {
    const secret = "SECRET";
    for (const name of ["seed", "question", "pinHash", "session", "counter", "at"]) {
      let message = "";
      try {
        ocra({ ...whole, [name]: secret } as never);
      } catch (error) {
        message = String(error);
      }
      expect(message).toMatch(/Cannot [a-z]/);
      expect(message).not.toContain(secret);
    }
  });
});

describe("ocraPinHash()", () => {
  test("returns the hash that the suite names, of the PIN's UTF-8 bytes", () => {
    const lengths = [1, 256, 512].map(
      (size) => ocraPinHash(`OCRA-1:HOTP-SHA1-6:QN08-PSHA${size}`, "1234é").length,
    );
    expect(lengths).toEqual([20, 32, 64]);
    expect(() => ocraPinHash("OCRA-1:HOTP-SHA1-6:QN08", "1234")).toThrow(RangeError);
    expect(() => ocraPinHash("OCRA-1:HOTP-SHA1-6:QN08-PSHA1", 1234 as never)).toThrow(TypeError);
  });
});
