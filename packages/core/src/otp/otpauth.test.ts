import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyName } from "../../../../test/arbitraries/file-key.ts";
import { anySeed } from "../../../../test/arbitraries/seed.ts";
import { anyTimeStep } from "../../../../test/arbitraries/time-step.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { algorithms } from "../codes/code-parameters.ts";
import { decodeBase32 } from "./base32.ts";
import { formatOtpauth } from "./format-otpauth.ts";
import type { OtpauthKey } from "./otpauth-key.ts";
import { parseOtpauth } from "./parse-otpauth.ts";

const noColon = anyName
  .map((name) => name.replaceAll(":", "").trim())
  .filter((name) => name !== "");

const anyKey: fc.Arbitrary<OtpauthKey> = fc
  .record({
    seed: anySeed,
    algorithm: fc.constantFrom(...algorithms),
    digits: fc.integer({ min: 6, max: 10 }),
    holder: noColon,
    issuer: fc.option(noColon),
  })
  .chain((key) =>
    fc.oneof(
      fc
        .integer({ min: 1, max: 86_400 })
        .map((periodSeconds) => ({ ...key, kind: "totp" as const, periodSeconds })),
      anyTimeStep.map((counter) => ({ ...key, kind: "hotp" as const, counter: Number(counter) })),
    ),
  );

const rfcSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const rfcSeed = new TextEncoder().encode("12345678901234567890");
const secret = `secret=${rfcSecret}`;
const uri = (parameters: string, label = "alice") => `otpauth://totp/${label}?${parameters}`;
const usual = { seed: rfcSeed, algorithm: "SHA-1", digits: 6 };

describe("formatOtpauth()", () => {
  test("writes what parseOtpauth() gives back", () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        expect(parseOtpauth(formatOtpauth(key))).toEqual(key);
      }),
    );
  });

  test("writes the label, then secret, issuer, algorithm, digits and period or counter", () => {
    const names = { holder: "a+b@x.fr", issuer: "ACME Co" };
    const key = { ...usual, ...names, algorithm: "SHA-1" as const };
    const start = `//TYPE/ACME%20Co:a%2Bb@x.fr?${secret}&issuer=ACME%20Co&algorithm=SHA1&digits=6`;
    const written = (type: string, end: string) => `otpauth:${start.replace("TYPE", type)}&${end}`;
    expect(formatOtpauth({ ...key, kind: "totp", periodSeconds: 60 })).toBe(
      written("totp", "period=60"),
    );
    expect(formatOtpauth({ ...key, kind: "hotp", counter: 7 })).toBe(written("hotp", "counter=7"));
  });

  test.each([
    ...["", "a:b", " a", "a ", "\ud800"].map((holder) => ({ holder, issuer: null })),
    ...["", "a:b", " a", "a ", "\ud800"].map((issuer) => ({ holder: "a", issuer })),
  ])("refuses names that would not be given back: %j", (names) => {
    const key = { ...usual, ...names, algorithm: "SHA-1", kind: "hotp", counter: 1 } as const;
    expect(otpErrorOf(() => formatOtpauth(key))).toBe("KEY_FILE_UNWRITABLE");
  });
});

describe("parseOtpauth()", () => {
  test("reads the examples of the Key Uri Format", () => {
    const example =
      "otpauth://totp/ACME%20Co:john.doe@email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30";
    expect(parseOtpauth(example)).toEqual({
      ...{ kind: "totp", algorithm: "SHA-1", digits: 6, periodSeconds: 30 },
      ...{ holder: "john.doe@email.com", issuer: "ACME Co" },
      seed: decodeBase32("HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ"),
    });
    expect(parseOtpauth(`otpauth://totp/Provider1:Alice%20Smith?${secret}`)).toEqual({
      ...{ ...usual, kind: "totp", periodSeconds: 30, holder: "Alice Smith", issuer: "Provider1" },
    });
  });

  test("reads any spelling in use as the same key", () => {
    const spelt = `OtpAuth://TOTP/ACME%20Co%3A%20a%2Bb@x.fr?issuer=ACME+Co&Digits=8&secret=${rfcSecret.toLowerCase()}&algorithm=hmacSha-256&period=60&image=x#y`;
    expect(parseOtpauth(` ${spelt}\n`)).toEqual({
      ...{ kind: "totp", seed: rfcSeed, algorithm: "SHA-256", digits: 8, periodSeconds: 60 },
      ...{ holder: "a+b@x.fr", issuer: "ACME Co" },
    });
    expect(parseOtpauth(uri(`${secret}&issuer=B`, "A:alice")).issuer).toBe("B");
    expect(parseOtpauth(uri(`${secret}&issuer=`, "A:alice")).issuer).toBe("A");
    expect(parseOtpauth(uri(secret, ""))).toMatchObject({ holder: "", issuer: null });
  });

  test.each([
    ["no secret", uri("digits=6")],
    ["an empty secret", uri("secret=")],
    ["a 1 in the secret", uri("secret=GEZDGNBVGY3TQOJ1")],
    ["1025 bytes", uri(`secret=${"A".repeat(1640)}`)],
    ["two secrets", uri(`${secret}&secret=GEZDGNBV`)],
    ["two periods", uri(`${secret}&period=30&period=60`)],
    ["a key that counts without a counter", `otpauth://hotp/a?${secret}`],
    ["a fraction as counter", `otpauth://hotp/a?${secret}&counter=1.5`],
    ["a negative counter", `otpauth://hotp/a?${secret}&counter=-1`],
    ["digits with a letter", uri(`${secret}&digits=6x`)],
    ["hexadecimal digits", uri(`${secret}&digits=0x8`)],
    ["an empty period", uri(`${secret}&period=`)],
    ["Arabic digits", uri(`${secret}&digits=%D9%A6`)],
    ["a broken %", uri(`${secret}&issuer=%E9`)],
    ["a broken % in the label", uri(secret, "%")],
    ["another type", `otpauth://yaotp/a?${secret}`],
    ["another scheme", `https://totp/a?${secret}`],
    ["no label", `otpauth://totp?${secret}`],
    ["a migration", "otpauth-migration://offline?data=AAAA"],
    ["too many characters", uri(`${secret}&issuer=${"a".repeat(17_000)}`)],
  ])("refuses a URI with %s as malformed", (_, text) => {
    expect(otpErrorOf(() => parseOtpauth(text))).toBe("KEY_FILE_MALFORMED");
  });

  test.each([
    ["Steam's codes", uri(`${secret}&encoder=steam`)],
    ["MD5", uri(`${secret}&algorithm=MD5`)],
    ["an empty algorithm", uri(`${secret}&algorithm=`)],
    ["5 digits", uri(`${secret}&digits=5`)],
    ["11 digits", uri(`${secret}&digits=11`)],
    ["a period of 0", uri(`${secret}&period=0`)],
    ["a period of more than a day", uri(`${secret}&period=86401`)],
    ["a counter past 2^53-1", `otpauth://hotp/a?${secret}&counter=9007199254740992`],
  ])("refuses a key with %s as unsupported", (_, text) => {
    expect(otpErrorOf(() => parseOtpauth(text))).toBe("KEY_FILE_UNSUPPORTED");
  });

  test("never says what stood in the URI, wherever it stood", () => {
    const texts = [
      ...[uri(rfcSecret), uri(`${secret}&digits=${rfcSecret}`), uri(`${secret}1`), rfcSecret],
      ...[uri(`${secret}&algorithm=${rfcSecret}`), uri(`${secret}&${secret}A`)],
      ...[`otpauth://${rfcSecret}/a?${secret}`, uri(`${secret}&issuer=${rfcSecret}%`)],
    ];
    for (const text of texts) {
      const parse = () => parseOtpauth(text);
      expect(parse).toThrow(/^Cannot read an otpauth URI: found /);
      expect(parse).not.toThrow(/GEZDG/i);
    }
  });
});
