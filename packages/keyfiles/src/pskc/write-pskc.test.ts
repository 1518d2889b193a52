import { createHash } from "node:crypto";
import { defaultCodeParameters as defaultParameters } from "@jeton/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyFileKeys } from "../../../../test/arbitraries/file-key.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { fileKey, type PskcEncryption, type PskcSecret, readPskc, writePskc } from "../index.ts";

/** Bytes that look random and are the same in each run: SHA-256 of a number that grows. */
function deterministicRandom(start: number): (bytes: number) => Uint8Array {
  let count = 0;
  return (bytes) => {
    count += 1;
    const digest = createHash("sha512").update(`${start} ${count}`).digest();
    return new Uint8Array(digest.subarray(0, bytes));
  };
}

type Locked = { readonly encryption: PskcEncryption; readonly secret: PskcSecret };

const anyHash = fc.constantFrom("SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512");
const anyKeyBytes = fc.constantFrom(16, 24, 32);

const anyPreShared: fc.Arbitrary<Locked> = fc
  .tuple(anyHash, anyKeyBytes, fc.nat())
  .map(([hash, keyBytes, start]) => {
    const random = deterministicRandom(start);
    const key = random(keyBytes);
    return {
      encryption: { kind: "pre-shared-key", name: "K1", key, hash, random },
      secret: { kind: "pre-shared-key", key },
    };
  });

const anyPassword: fc.Arbitrary<Locked> = fc
  .tuple(anyHash, anyKeyBytes, fc.nat(), fc.string({ unit: "grapheme", minLength: 1 }))
  .map(([hash, keyBytes, start, password]) => ({
    encryption: {
      kind: "password",
      name: "by phone",
      password,
      hash,
      keyBytes,
      iterations: 1000,
      random: deterministicRandom(start),
    },
    secret: { kind: "password", password },
  }));

describe("writePskc()", () => {
  test("writes plain what readPskc() gives back, without other warnings than of short seeds", () => {
    fc.assert(
      fc.property(anyFileKeys, (keys) => {
        const reading = readPskc(writePskc(keys, { encryption: null }));
        expect(reading).toMatchObject({ kind: "read", keys, problems: [] });
        expect(reading.warnings.filter(({ code }) => code !== "seed-short")).toEqual([]);
      }),
    );
  });

  test.each([
    ["a pre-shared key", anyPreShared, 100],
    ["a password", anyPassword, 20],
  ])("writes for %s what readPskc() gives back", (_, anyLocked, numRuns) => {
    fc.assert(
      fc.property(anyFileKeys, anyLocked, (keys, { encryption, secret }) => {
        const text = writePskc(keys, { encryption });
        expect(readPskc(text, { secret })).toMatchObject({ kind: "read", keys, problems: [] });
        for (const { seed } of keys) {
          if (seed.length > 8) expect(text).not.toContain(Buffer.from(seed).toString("base64"));
        }
      }),
      { numRuns },
    );
  });

  test("protects each character of every encrypted value: a change is noticed", () => {
    const random = deterministicRandom(7);
    const key = random(32);
    const keys = [1, 2].map((number) =>
      fileKey({ seed: random(20), parameters: defaultParameters, serial: `S${number}` }),
    );
    const text = writePskc(keys, {
      encryption: { kind: "pre-shared-key", name: "K1", key, random },
    });
    const from = text.lastIndexOf("<xenc:CipherValue>") + "<xenc:CipherValue>".length;
    const length = text.indexOf("<", from) - from;
    for (let at = from; at < from + length; at += 1) {
      const other = text.charAt(at) === "A" ? "B" : "A";
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      const reading = readPskc(changed, { secret: { kind: "pre-shared-key", key } });
      expect(reading.kind).toBe("refused");
      expect(reading.problems[0]?.place.path).toContain("KeyPackage[2]");
    }
  });

  test("asks for every IV, the MAC key and the salt anew", () => {
    const asked: number[] = [];
    const random = deterministicRandom(1);
    const counting = (bytes: number) => {
      asked.push(bytes);
      return random(bytes);
    };
    const keys = ["a", "b"].map((serial) =>
      fileKey({ seed: new Uint8Array(20), parameters: defaultParameters, serial }),
    );
    const text = writePskc(keys, {
      encryption: {
        kind: "password",
        name: "n",
        password: "p",
        iterations: 1000,
        random: counting,
      },
    });
    expect(asked).toEqual([16, 32, 16, 16, 16]);
    const values = [...text.matchAll(/<xenc:CipherValue>([^<]+)/g)].map(([, value]) => value);
    expect(new Set(values).size).toBe(3);
  });

  test("reads SHA-256 rounds that another implementation derived", () => {
    // RFC 7914 §11: PBKDF2-HMAC-SHA-256 (P="passwd", S="salt", c=1, dkLen=64), first 32 bytes.
    const key = Buffer.from(
      "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
      "hex",
    );
    const random = deterministicRandom(3);
    const keys = [fileKey({ seed: random(20), parameters: defaultParameters, serial: "S" })];
    const text = writePskc(keys, {
      encryption: { kind: "pre-shared-key", name: "n", key, random },
    });
    const derived = text.replace(
      "<ds:KeyName>n</ds:KeyName>",
      `<xenc11:DerivedKey><xenc11:KeyDerivationMethod Algorithm="http://www.w3.org/2009/xmlenc11#pbkdf2">
        <xenc11:PBKDF2-params><xenc11:Salt><xenc11:Specified>c2FsdA==</xenc11:Specified></xenc11:Salt>
        <xenc11:IterationCount>1</xenc11:IterationCount><xenc11:KeyLength>32</xenc11:KeyLength>
        <xenc11:PRF Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"/>
        </xenc11:PBKDF2-params></xenc11:KeyDerivationMethod></xenc11:DerivedKey>`,
    );
    const reading = readPskc(derived, { secret: { kind: "password", password: "passwd" } });
    expect(reading).toMatchObject({ kind: "read", keys });
  });

  test("reads integers that are encrypted too, four bytes with the highest first", () => {
    const random = deterministicRandom(5);
    const key = random(16);
    const seeds = [Buffer.from([0, 0, 0, 60]), Buffer.from([255, 255, 255, 253])];
    const [period, drift] = seeds.map((seed, index) =>
      fileKey({ seed, parameters: defaultParameters, serial: `S${index}` }),
    );
    if (period === undefined || drift === undefined) throw new Error("two were made");
    const encryption = { kind: "pre-shared-key", name: "K", key, random } as const;
    const text = writePskc([period, drift], { encryption });
    // The encrypted seeds are put where the interval and the drift of the first key stand.
    const [, second = ""] =
      /<pskc:Secret>([\s\S]*?)<\/pskc:Secret>/.exec(
        text.slice(text.lastIndexOf("<pskc:KeyPackage>")),
      ) ?? [];
    const [, first = ""] = /<pskc:Secret>([\s\S]*?)<\/pskc:Secret>/.exec(text) ?? [];
    const moved = text
      .slice(0, text.lastIndexOf("<pskc:KeyPackage>"))
      .replace(
        /<pskc:TimeInterval>[\s\S]*?<\/pskc:TimeInterval>/,
        `<pskc:TimeInterval>${first}</pskc:TimeInterval><pskc:TimeDrift>${second}</pskc:TimeDrift>`,
      );
    const reading = readPskc(`${moved}</pskc:KeyContainer>`, {
      secret: { kind: "pre-shared-key", key },
    });
    expect(reading.kind === "read" && reading.keys[0]).toMatchObject({
      driftSteps: -3,
      parameters: { periodSeconds: 60 },
    });
  });

  test.each([
    ["no serial number", { serial: null }],
    ["a T0", { parameters: { ...defaultParameters, t0Seconds: 60 } }],
  ])("refuses a key with %s", (_, known) => {
    const key = {
      ...fileKey({ seed: new Uint8Array(20), parameters: defaultParameters, serial: "S" }),
      ...known,
    };
    expect(otpErrorOf(() => writePskc([key], { encryption: null }))).toBe("KEY_FILE_UNWRITABLE");
  });

  test("refuses slips of the caller: no keys, an odd key, few rounds, no password", () => {
    const keys = [
      fileKey({ seed: new Uint8Array(20), parameters: defaultParameters, serial: "S" }),
    ];
    const random = deterministicRandom(0);
    const base = { kind: "password", name: "n", password: "p", random } as const;
    expect(() => writePskc([], { encryption: null })).toThrow(RangeError);
    for (const encryption of [
      { ...base, iterations: 999 },
      { ...base, password: "" },
      { ...base, keyBytes: 20 },
      { ...base, name: "" },
      { kind: "pre-shared-key", name: "n", key: new Uint8Array(20), random } as const,
    ]) {
      expect(() => writePskc(keys, { encryption })).toThrow(RangeError);
    }
  });
});
