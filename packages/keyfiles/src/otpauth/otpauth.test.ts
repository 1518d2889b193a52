import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyFileMake, anyName } from "../../../../test/arbitraries/file-key.ts";
import { anySeed } from "../../../../test/arbitraries/seed.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { fileKey, formatOtpauth, readOtpauth, writeOtpauth } from "../index.ts";

const noColon = anyName
  .map((name) => name.replaceAll(":", ""))
  .filter((name) => name.trim() === name && name !== "");

const anyOtpauthKey = fc
  .record({
    seed: anySeed,
    make: anyFileMake,
    holder: noColon,
    issuer: fc.option(noColon),
  })
  .map(({ make: { parameters, counter }, ...others }) =>
    fileKey({ parameters, counter, ...others }),
  );

/** The only key of a text, and the codes of what was found. */
function readOne(uri: string) {
  const reading = readOtpauth(uri, { mode: "keep-good" });
  if (reading.kind !== "read") throw new Error("keep-good never refuses");
  return {
    key: reading.keys[0],
    problems: reading.problems.map(({ code }) => code),
    warnings: reading.warnings.map(({ code }) => code),
  };
}

const rfcSeed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("formatOtpauth()", () => {
  test("writes what readOtpauth() gives back, without any warning but that of a short seed", () => {
    fc.assert(
      fc.property(anyOtpauthKey, (key) => {
        const { key: read, problems, warnings } = readOne(formatOtpauth(key));
        expect(read).toEqual(key);
        expect(problems).toEqual([]);
        expect(warnings).toEqual(key.seed.length < 16 ? ["seed-short"] : []);
      }),
    );
  });

  test("is one form: what was read from any spelling is written alike", () => {
    const loose = `otpauth://TOTP/ACME%20Co%3A%20a%2Bb@x.fr?issuer=ACME+Co&Digits=8&secret=${rfcSeed.toLowerCase()}&algorithm=hmacSha-1&period=30`;
    const { key } = readOne(loose);
    const canonical = key === undefined ? "" : formatOtpauth(key);
    expect(canonical).toBe(
      `otpauth://totp/ACME%20Co:a%2Bb@x.fr?secret=${rfcSeed}&issuer=ACME%20Co&algorithm=SHA1&digits=8&period=30`,
    );
    const again = readOne(canonical);
    expect(again.warnings).toEqual([]);
    expect(again.key === undefined ? "" : formatOtpauth(again.key)).toBe(canonical);
  });

  test("omits the padding, as the format wants", () => {
    const key = fileKey({ seed: new Uint8Array(1), parameters: parameters(0), holder: "a" });
    expect(formatOtpauth(key)).toBe("otpauth://totp/a?secret=AA&algorithm=SHA1&digits=6&period=60");
  });

  test.each([
    ["no holder", { holder: null }],
    ["a colon in the holder", { holder: "a:b" }],
    ["a colon in the issuer", { holder: "a", issuer: "b:c" }],
  ])("refuses a key with %s", (_, names) => {
    const key = fileKey({ seed: new Uint8Array(20), parameters: parameters(0), ...names });
    expect(otpErrorOf(() => formatOtpauth(key))).toBe("KEY_FILE_UNWRITABLE");
  });

  test("refuses a T0 and names the key", () => {
    const good = fileKey({ seed: new Uint8Array(20), parameters: parameters(0), holder: "a" });
    const bad = { ...good, parameters: parameters(60), serial: "260714" };
    expect(() => writeOtpauth([good, bad])).toThrow("key 2 (260714): found T0 = 60 s");
  });
});

function parameters(t0Seconds: number) {
  return { algorithm: "SHA-1", digits: 6, periodSeconds: 60, t0Seconds } as const;
}

describe("readOtpauth()", () => {
  test("reads a key that counts, with the counter of its next code", () => {
    const uri = `otpauth://hotp/ACME:alice?secret=${rfcSeed}&issuer=ACME&algorithm=SHA1&digits=6&counter=42`;
    const { key, warnings } = readOne(uri);
    expect(warnings).toEqual([]);
    expect(key).toMatchObject({
      parameters: { movingFactor: "counter", algorithm: "SHA-1", digits: 6 },
      counter: 42,
      holder: "alice",
    });
    expect(key === undefined ? "" : formatOtpauth(key)).toBe(uri);
  });

  test("reads the examples of the Key Uri Format", () => {
    const uri =
      "otpauth://totp/ACME%20Co:john.doe@email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30";
    const { key, warnings } = readOne(uri);
    expect(warnings).toEqual([]);
    expect(key).toMatchObject({ holder: "john.doe@email.com", issuer: "ACME Co", serial: null });
    expect(Buffer.from(key?.seed ?? []).toString("hex")).toBe(
      "3dc6caa4824a6d288767b2331e20b43166cb85d9",
    );
    expect(readOne(`otpauth://totp/Provider1:Alice%20Smith?secret=${rfcSeed}`).key).toMatchObject({
      holder: "Alice Smith",
      issuer: "Provider1",
      parameters: parameters30,
    });
  });

  const parameters30 = { algorithm: "SHA-1", digits: 6, periodSeconds: 30, t0Seconds: 0 };
  const uri = (parameters: string, label = "alice") => `otpauth://totp/${label}?${parameters}`;
  const seed = `secret=${rfcSeed}`;

  test.each([
    ["lower case", uri(`secret=${rfcSeed.toLowerCase()}`), "seed-lower-case"],
    [
      "blanks in the seed",
      uri("secret=GEZD%20GNBV-GY3T%20QOJQ GEZD GNBV GY3T QOJQ"),
      "seed-blanks",
    ],
    ["a + for a blank", uri(`${seed}&issuer=ACME+Co`), "plus-as-blank"],
    ["bits left over", uri("secret=GEZDGNBVGY3TQOJQGEZDGNBVGZ"), "seed-trailing-bits"],
    ["ten bytes", uri("secret=GEZDGNBVGY3TQOJQ"), "seed-short"],
    ["another issuer", uri(`${seed}&issuer=B`, "A:alice"), "issuer-differs"],
    ["no account name", uri(seed, "A:"), "holder-missing"],
    ["two colons", uri(seed, "A:b:c"), "holder-with-colon"],
    ["an unknown parameter", uri(`${seed}&image=https%3A%2F%2Fx`), "parameter-unknown"],
    ["a parameter twice alike", uri(`${seed}&digits=6&digits=6`), "field-repeated-alike"],
    ["Secret for secret", uri(seed.replace("s", "S")), "parameter-case"],
    ["SHA-256 for SHA256", uri(`${seed}&algorithm=SHA-256`), "algorithm-spelling"],
    ["HmacSHA1 for SHA1", uri(`${seed}&algorithm=HmacSHA1`), "algorithm-spelling"],
    ["a counter", uri(`${seed}&counter=0`), "field-ignored"],
    ["counting and a period", `otpauth://hotp/a?${seed}&counter=1&period=30`, "field-ignored"],
  ])("reads a key with %s and says so", (_, text, warning) => {
    const { key, problems, warnings } = readOne(text);
    expect(warnings).toEqual([warning]);
    expect(problems).toEqual([]);
    expect(key).toBeDefined();
  });

  test.each([
    ["no secret", uri("digits=6"), "seed-missing"],
    ["an empty secret", uri("secret="), "seed-empty"],
    ["a secret of blanks", uri("secret=%20+"), "seed-empty"],
    ["a 1 in the secret", uri("secret=GEZDGNBVGY3TQOJ1"), "seed-malformed"],
    ["a length of no bytes", uri("secret=GEZDGNBVA"), "seed-malformed"],
    ["1025 bytes", uri(`secret=${"A".repeat(1640)}`), "seed-too-long"],
    ["two different secrets", uri(`${seed}&secret=GEZDGNBV`), "field-repeated"],
    ["two different periods", uri(`${seed}&period=30&period=60`), "field-repeated"],
    ["a key that counts, without a counter", `otpauth://hotp/a?${seed}`, "counter-missing"],
    ["an empty counter", `otpauth://hotp/a?${seed}&counter=`, "counter-missing"],
    ["a counter below 0", `otpauth://hotp/a?${seed}&counter=-1`, "counter-unsupported"],
    ["a counter of 2^53", `otpauth://hotp/a?${seed}&counter=${2 ** 53}`, "counter-unsupported"],
    ["a counter with a letter", `otpauth://hotp/a?${seed}&counter=1x`, "number-malformed"],
    ["an unknown type", `otpauth://yaotp/a?${seed}`, "kind-unknown"],
    ["Steam's codes", uri(`${seed}&encoder=steam`), "code-form-unsupported"],
    ["MD5", uri(`${seed}&algorithm=MD5`), "algorithm-unknown"],
    ["5 digits", uri(`${seed}&digits=5`), "digits-unsupported"],
    ["digits with a letter", uri(`${seed}&digits=6x`), "number-malformed"],
    ["a period of 0", uri(`${seed}&period=0`), "period-unsupported"],
    ["a period of 29.5", uri(`${seed}&period=29.5`), "number-malformed"],
    ["a broken %", uri(`${seed}&issuer=%E9`), "uri-malformed"],
    ["a broken % in the label", uri(seed, "%"), "uri-malformed"],
    ["a line break in the label", uri(seed, "a%0Ab"), "name-malformed"],
    ["another scheme", `https://totp/a?${seed}`, "uri-malformed"],
    ["a migration", "otpauth-migration://offline?data=AAAA", "uri-malformed"],
    ["no label", `otpauth://totp?${seed}`, "uri-malformed"],
  ])("refuses a key with %s", (_, text, problem) => {
    const { key, problems } = readOne(text);
    expect(problems).toEqual([problem]);
    expect(key).toBeUndefined();
  });

  test("takes the issuer parameter where the label says another, and the label's where none is", () => {
    expect(readOne(uri(`${seed}&issuer=B`, "A:alice")).key).toMatchObject({ issuer: "B" });
    expect(readOne(uri(`${seed}&issuer=`, "A:alice")).key).toMatchObject({ issuer: "A" });
    expect(readOne(uri(seed, "A%3A%20alice")).key).toMatchObject({ issuer: "A", holder: "alice" });
  });

  test("keeps a + in the label, where it is an address's own", () => {
    expect(readOne(uri(seed, "alice+otp@x.fr"))).toMatchObject({
      key: { holder: "alice+otp@x.fr" },
      warnings: [],
    });
  });

  test("reads many lines, names the bad one and imports nothing unless asked", () => {
    const text = `# our keys\r\n${uri(seed)}\r\n\r\n${uri("secret=!")}\r\n${uri(seed, "bob")}\r\n`;
    const refused = readOtpauth(text, { file: "keys.txt" });
    expect(refused.kind).toBe("refused");
    expect(refused).not.toHaveProperty("keys");
    expect(refused.problems).toEqual([
      {
        code: "seed-malformed",
        place: { file: "keys.txt", line: 4, path: "secret" },
        found: '"!" at character 1',
        wanted: "base32 (RFC 4648): the letters A to Z and the digits 2 to 7",
      },
    ]);
    const kept = readOtpauth(text, { mode: "keep-good" });
    expect(kept.kind === "read" && kept.keys.map(({ holder }) => holder)).toEqual(["alice", "bob"]);
    expect(kept.problems).toHaveLength(1);
  });

  test("never says what a seed was, wherever it stands", () => {
    const texts = [
      uri(rfcSeed),
      uri(`${seed}&digits=${rfcSeed}`),
      uri(`${seed}&algorithm=${rfcSeed}`),
      uri(`secret=${rfcSeed}1`),
      uri(`${seed}&secret=GEZDGNBV`),
      `otpauth://${rfcSeed}/a?${seed}`,
      uri(`${seed}&issuer=${rfcSeed}`, "B:a"),
      rfcSeed,
    ];
    for (const text of texts) {
      const { problems, warnings } = readOtpauth(text);
      const said = JSON.stringify([problems, warnings]);
      expect(said).not.toMatch(/GEZDGNBVGY/i);
      expect(problems.length + warnings.length).toBeGreaterThan(0);
    }
  });
});
