import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { type KeyFileReading, type PskcReadOptions, readPskc } from "../index.ts";

const secrets = {
  preShared: {
    kind: "pre-shared-key",
    key: Buffer.from("12345678901234567890123456789012", "hex"),
  },
  password: { kind: "password", password: "qwerty" },
} as const;

function vector(name: string): string {
  return readFileSync(
    new URL(`../../../../test/vectors/pskc/${name}.xml`, import.meta.url),
    "utf8",
  );
}

/** The figure's key as one with a clock: all RFC 6030 keys count. */
function figureWithClock(number: number): string {
  return vector(`rfc6030-figure-${number}`).replaceAll("pskc:hotp", "pskc:totp");
}

function seedsOf(reading: KeyFileReading): readonly string[] {
  return reading.kind === "read"
    ? reading.keys.map(({ seed }) => Buffer.from(seed).toString("hex"))
    : [];
}

const rfcSeed = Buffer.from("12345678901234567890").toString("hex");

describe("readPskc() of RFC 6030's figures", () => {
  test.each([
    ["6", { digits: 8, counter: 0 }],
    ["10", { digits: 8, counter: 0 }],
  ])("reads the keys of figure %s as they stand: they count", (number, { digits, counter }) => {
    const options = { secret: secrets.preShared, mode: "keep-good" } as const;
    const reading = readPskc(vector(`rfc6030-figure-${number}`), options);
    expect(reading.kind === "read" && reading.keys[0]).toMatchObject({
      parameters: { movingFactor: "counter", algorithm: "SHA-1", digits },
      counter,
    });
  });

  test("says that figure 2 has no counter, which its key needs to count from", () => {
    const { kind, problems } = readPskc(vector("rfc6030-figure-2"));
    expect([kind, problems.map(({ code }) => code)]).toEqual(["refused", ["counter-missing"]]);
  });

  test("opens figure 6 by its pre-shared key, after the MAC was right", () => {
    const reading = readPskc(figureWithClock(6), { secret: secrets.preShared });
    expect(seedsOf(reading)).toEqual([rfcSeed]);
    expect(reading.kind === "read" && reading.keys[0]).toMatchObject({
      serial: "987654321",
      issuer: "Issuer",
      manufacturer: "Manufacturer",
      parameters: { algorithm: "SHA-1", digits: 8, periodSeconds: 30 },
    });
  });

  test("opens figure 7 by its password, whose elements are in other namespaces", () => {
    const reading = readPskc(figureWithClock(7), { secret: secrets.password });
    expect(seedsOf(reading)).toEqual(["3132333435363738393031323334353637383930"]);
  });

  test.each([
    ["figure 6 without a secret", 6, {}],
    ["figure 6 with a password", 6, { secret: secrets.password }],
    [
      "figure 6 with another key",
      6,
      { secret: { kind: "pre-shared-key", key: new Uint8Array(16) } },
    ],
    [
      "figure 6 with a key too long",
      6,
      { secret: { kind: "pre-shared-key", key: new Uint8Array(32) } },
    ],
    ["figure 7 with another password", 7, { secret: { kind: "password", password: "Qwerty" } }],
    ["figure 7 with a key", 7, { secret: secrets.preShared }],
  ] satisfies readonly (readonly [string, number, PskcReadOptions])[])(
    "calls %s locked",
    (_, number, options) => {
      const read = () => readPskc(figureWithClock(number), { ...options, mode: "keep-good" });
      expect(otpErrorOf(read)).toBe("KEY_FILE_LOCKED");
    },
  );

  test("says how long the secret of figure 6 must be", () => {
    const secret = { kind: "pre-shared-key", key: new Uint8Array(32) } as const;
    expect(() => readPskc(figureWithClock(6), { secret })).toThrow(
      "KeyContainer/MACMethod/MACKey: found a secret of 32 bytes, expected 16 bytes",
    );
  });

  test("reads figure 6 without its MAC only when asked, and says so", () => {
    const text = figureWithClock(6).replace(/<ValueMAC>[^<]*<\/ValueMAC>/, "");
    expect(readPskc(text, { secret: secrets.preShared }).problems[0]?.code).toBe("mac-missing");
    const reading = readPskc(text, { secret: secrets.preShared, withoutMac: "accept" });
    expect(seedsOf(reading)).toEqual([rfcSeed]);
    expect(reading.warnings.map(({ code }) => code)).toContain("mac-unverified");
  });

  test("never accepts a MAC that is there and wrong, even when MACs may lack", () => {
    const text = figureWithClock(6).replace("Su+NvtQf", "Su+NvtQg");
    const read = () => readPskc(text, { secret: secrets.preShared, withoutMac: "accept" });
    expect(otpErrorOf(read)).toBe("KEY_FILE_LOCKED");
  });

  test("says that figure 4 has no seed, only the name of one", () => {
    const { problems } = readPskc(figureWithClock(4));
    expect(problems.map(({ code }) => code)).toEqual(["seed-missing"]);
  });

  test("takes figure 5's PIN for no key and its PIN policy for a demand that is not enforced", () => {
    const reading = readPskc(figureWithClock(5));
    expect(seedsOf(reading)).toEqual([rfcSeed]);
    const codes = reading.warnings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["policy-ignored", "pin-ignored"]));
  });

  test("says that figure 8 is encrypted for a certificate", () => {
    expect(readPskc(figureWithClock(8)).problems.map(({ code }) => code)).toEqual([
      "encryption-unsupported",
    ]);
  });

  test("reads figure 9 and says that nobody looked at its signature", () => {
    const reading = readPskc(figureWithClock(9));
    expect(seedsOf(reading)).toEqual([rfcSeed]);
    expect(reading.warnings.map(({ code }) => code)).toContain("signature-unverified");
  });

  test("reads figure 10's dates, and gives two keys of one device a number each", () => {
    const reading = readPskc(figureWithClock(10));
    expect(reading.kind === "read" && reading.keys.map(({ serial }) => serial)).toEqual([
      "654321",
      "123456",
      "9999999-3",
      "9999999-4",
    ]);
    const ofDevice = reading.warnings.filter(({ code }) => code === "serial-with-id");
    expect(ofDevice.map(({ found }) => found)).toEqual([
      'several keys on one device, "9999999-3" is taken for this one',
      'several keys on one device, "9999999-4" is taken for this one',
    ]);
    expect(reading.kind === "read" && reading.keys[0]).toMatchObject({
      startsAt: Date.UTC(2006, 4, 1),
      expiresAt: Date.UTC(2006, 4, 31),
    });
  });

  test.each([
    ["an EncryptionKey without a name", /<ds:KeyName>.*?<\/ds:KeyName>/s, ""],
    ["no EncryptionKey", /<EncryptionKey>.*?<\/EncryptionKey>/s, ""],
  ])("opens figure 6 with %s by the key that is given, and says so", (_, form, text) => {
    const unnamed = figureWithClock(6).replace(form, text);
    expect(unnamed).not.toBe(figureWithClock(6));
    const reading = readPskc(unnamed, { secret: secrets.preShared });
    expect(seedsOf(reading)).toEqual([rfcSeed]);
    expect(reading.warnings.map(({ code }) => code)).toContain("key-name-missing");
    expect(otpErrorOf(() => readPskc(unnamed))).toBe("KEY_FILE_LOCKED");
    const other = { kind: "pre-shared-key", key: new Uint8Array(16) } as const;
    expect(otpErrorOf(() => readPskc(unnamed, { secret: other }))).toBe("KEY_FILE_LOCKED");
  });

  test("reads all keys of a supplier's file that has both kinds", () => {
    const reading = readPskc(vector("vendor-totp"));
    expect(reading.kind === "read" && reading.keys).toMatchObject([
      { serial: "1000100000001", parameters: { movingFactor: "counter", digits: 6 }, counter: 0 },
      { serial: "2600100000002", parameters: { periodSeconds: 60 }, counter: null },
      { serial: "2600100000003", counter: null },
    ]);
    expect(reading.warnings).toEqual([]);
  });
});
