import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyForeign } from "../../../../test/arbitraries/foreign.ts";
import * as door from "./index.ts";

const seed = new TextEncoder().encode("12345678901234567890");
const key = { seed, algorithm: "SHA-256", digits: 8 } as const;
const clock = { periodSeconds: 60, t0Seconds: 5 };
const names = { holder: "alice", issuer: "ACME" };
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

type Call = { readonly right: unknown; readonly isResult: (result: unknown) => boolean };

const isCode = (code: unknown) => /^[0-9]{6,10}$/.test(String(code));
const isCounter = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isFound = (found: unknown) => found === null || isCounter(found);

const calls: Readonly<Record<string, Call>> = {
  decodeBase32: { right: "MZXW6", isResult: (bytes) => bytes instanceof Uint8Array },
  encodeBase32: { right: seed, isResult: (text) => /^[A-Z2-7]*$/.test(String(text)) },
  formatOtpauth: {
    right: { ...key, ...names, kind: "totp", periodSeconds: 30 },
    isResult: (uri) => String(uri).startsWith("otpauth://"),
  },
  hotp: { right: { ...key, counter: 4 }, isResult: isCode },
  parseOtpauth: {
    right: `otpauth://hotp/a?secret=${secret}&counter=5`,
    isResult: (found) => isCode(door.hotp(found as never)),
  },
  totp: { right: { ...key, ...clock, at: 59_000 }, isResult: isCode },
  verifyHotp: {
    right: { ...key, code: "12345678", counter: 4, lookAhead: 3 },
    isResult: isFound,
  },
  verifyTotp: {
    right: { ...key, ...clock, code: "12345678", at: 59_000, window: 2, after: 1 },
    isResult: isFound,
  },
};

/** The argument as it is, something else instead, or with one field that is something else. */
function spoilt(right: unknown): fc.Arbitrary<unknown> {
  if (typeof right !== "object" || right === null || right instanceof Uint8Array) return anyForeign;
  const field = fc
    .tuple(fc.constantFrom(...Object.keys(right)), anyForeign)
    .map(([name, found]) => ({ ...right, [name]: found }));
  return fc.oneof({ weight: 4, arbitrary: field }, anyForeign);
}

// Goal: whoever calls the small door with a foreign value learns of it at once and in our words, and what is
// no number never gets a code nor passes one.
// Method: every function of it, with values of any kind as its argument or in place of any field: it
// returns what it documents, or throws TypeError, RangeError or OtpError with a message of our form.
describe("a function of the small door given foreign values", () => {
  const named: ReadonlyMap<string, unknown> = new Map(Object.entries(door));

  test("is known here, each of them", () => {
    expect([...named.keys()].toSorted()).toEqual(["OtpError", ...Object.keys(calls)].toSorted());
  });

  test.each(Object.keys(calls))("returns what it says, or refuses in our words: %s", (name) => {
    const { right, isResult } = calls[name] as Call;
    const call = named.get(name) as (given: unknown) => unknown;
    expect(isResult(call(right))).toBe(true);
    const property = fc.property(spoilt(right), (given) => {
      try {
        expect([given, isResult(call(given))]).toEqual([given, true]);
      } catch (error) {
        if (!isOurs(error)) throw error;
      }
    });
    fc.assert(property, { numRuns: 1000 });
  });

  const wrongTypes = [null, "1", 1n, {}, [1], true, Symbol("1"), () => 1, new Date(1)];
  const noNumbers = [Number.NaN, 1.5, -1, -0.5, 2 ** 53, Number.POSITIVE_INFINITY];
  const numbers: readonly (readonly [string, string])[] = [
    ...[["hotp", "counter"] as const, ["verifyHotp", "counter"] as const],
    ...[["verifyHotp", "lookAhead"] as const, ["totp", "at"] as const],
    ...[["verifyTotp", "at"] as const, ["verifyTotp", "window"] as const],
    ...[["verifyTotp", "after"] as const, ["totp", "periodSeconds"] as const],
    ...[["totp", "t0Seconds"] as const, ["totp", "digits"] as const],
  ];

  test.each(numbers)(
    "of %s, `%s` that is no number: TypeError; no whole one: RangeError",
    (name, field) => {
      for (const value of wrongTypes) {
        // Null is what `after` is before anything passed.
        if (field === "after" && value === null) continue;
        expect([value, refusalOf(name, { [field]: value })]).toEqual([value, "TypeError"]);
      }
      for (const value of noNumbers) {
        expect([value, refusalOf(name, { [field]: value })]).toEqual([value, "RangeError"]);
      }
    },
  );

  test("that is the last step used, left out: TypeError, since a code would pass twice", () => {
    expect(refusalOf("verifyTotp", { after: undefined })).toBe("TypeError");
    expect(refusalOf("verifyHotp", { counter: undefined })).toBe("TypeError");
    expect(refusalOf("totp", { at: undefined })).toBe("TypeError");
  });

  test.each(["totp", "hotp", "verifyTotp", "verifyHotp"])("as seed or algorithm: %s", (name) => {
    const noBytes = [null, undefined, "12345678901234567890", secret, [1, 2, 3], {}, 5];
    for (const value of [...noBytes, new ArrayBuffer(20), new Uint16Array(20), new Int8Array(20)]) {
      expect([value, refusalOf(name, { seed: value })]).toEqual([value, "TypeError"]);
    }
    for (const length of [0, 1025]) {
      expect(refusalOf(name, { seed: new Uint8Array(length) })).toBe("OtpError");
    }
    for (const value of [null, 1, {}]) {
      expect(refusalOf(name, { algorithm: value })).toBe("TypeError");
    }
    for (const value of ["", "SHA1", "sha-1", "SHA-384", "__proto__", "toString"]) {
      expect(refusalOf(name, { algorithm: value })).toBe("RangeError");
    }
  });

  test("takes bytes of another realm for bytes: a page's tests have their own", () => {
    const foreignSeed: Uint8Array = runInNewContext("Uint8Array.from(given)", { given: [...seed] });
    expect(foreignSeed).not.toBeInstanceOf(Uint8Array);
    expect(door.hotp({ seed: foreignSeed, counter: 0 })).toBe("755224");
    expect(door.decodeBase32(door.encodeBase32(foreignSeed))).toEqual(seed);
  });

  test.each(["verifyTotp", "verifyHotp"])("as code, of %s: what is no text", (name) => {
    for (const value of [null, undefined, 12345678, 1n, ["12345678"], {}, new String("12345678")]) {
      expect([value, refusalOf(name, { code: value })]).toEqual([value, "TypeError"]);
    }
  });

  test("never repeats a text: it may be a seed", () => {
    for (const name of Object.keys(calls)) {
      for (const field of ["seed", "counter", "at", "digits", "algorithm", "code", "after"]) {
        if (field === "algorithm") continue;
        expect(messageOf(name, { [field]: secret })).not.toContain(secret);
      }
    }
  });

  function spoiltCall(name: string, change: object): () => unknown {
    const call = named.get(name) as (given: unknown) => unknown;
    return () => call({ ...(calls[name]?.right as object), ...change });
  }

  function refusalOf(name: string, change: object): string {
    try {
      return `found ${String(spoiltCall(name, change)())}`;
    } catch (error) {
      return isOurs(error) ? (error as Error).name : `foreign: ${String(error)}`;
    }
  }

  function messageOf(name: string, change: object): string {
    try {
      spoiltCall(name, change)();
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  }
});

function isOurs(error: unknown): boolean {
  const isKind =
    error instanceof TypeError || error instanceof RangeError || error instanceof door.OtpError;
  return isKind && /^Cannot [a-z].*: \S/su.test(error.message);
}
