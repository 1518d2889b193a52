import { createCipheriv } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readPskc } from "../index.ts";

const figure6 = readFileSync(
  new URL("../../../../test/vectors/pskc/rfc6030-figure-6.xml", import.meta.url),
  "utf8",
).replace(":hotp", ":totp");

type Parts = { readonly device?: string; readonly policy?: string; readonly data?: string };

const algorithm = 'Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"';

function file({ device = "<SerialNo>7</SerialNo>", policy = "", data = "" }: Parts): string {
  return `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"
    xmlns:x="urn:example"><KeyPackage>
    <DeviceInfo>${device}</DeviceInfo>
    <Key Id="id-7" ${algorithm}>
      <AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
      <Data><Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret>
        <TimeInterval><PlainValue>60</PlainValue></TimeInterval>${data}</Data>
      <Policy>${policy}</Policy>
    </Key></KeyPackage></KeyContainer>`;
}

/** The only key, and the codes of what was found beside it. */
function readOne(text: string) {
  const reading = readPskc(text, { mode: "keep-good" });
  if (reading.kind !== "read") throw new Error("keep-good never refuses");
  return {
    key: reading.keys[0],
    problems: reading.problems.map(({ code }) => code),
    warnings: reading.warnings.map(({ code }) => code),
  };
}

describe("readPskc() of a key that counts", () => {
  const counting = (data: string) =>
    file({ data })
      .replace("pskc:totp", "pskc:hotp")
      .replace(/<TimeInterval>.*<.TimeInterval>/, "");
  const counter = (value: string) => `<Counter><PlainValue>${value}</PlainValue></Counter>`;

  test("takes the counter of its next code", () => {
    const { key, problems, warnings } = readOne(counting(counter("4503599627370496")));
    expect([key?.counter, problems, warnings]).toEqual([2 ** 52, [], []]);
    expect(key?.parameters).toEqual({ movingFactor: "counter", algorithm: "SHA-1", digits: 6 });
  });

  test.each([
    ["no counter", "", "counter-missing"],
    ["an empty counter", counter(""), "number-malformed"],
    ["a counter below 0", counter("-1"), "counter-unsupported"],
    ["a counter beyond 2^52", counter("4503599627370497"), "counter-unsupported"],
  ])("refuses %s", (_what, data, code) => {
    expect(readOne(counting(data)).problems).toEqual([code]);
  });

  test("says what it does not take of a clock", () => {
    const clock =
      "<Time><PlainValue>0</PlainValue></Time><TimeDrift><PlainValue>4</PlainValue></TimeDrift>";
    const { key, warnings } = readOne(counting(`${counter("3")}${clock}`));
    expect([key?.counter, key?.driftSteps, warnings]).toEqual([
      3,
      null,
      ["field-ignored", "field-ignored"],
    ]);
  });
});

describe("readPskc()", () => {
  test.each([
    ["no DeviceInfo's number", file({ device: "<Model>c200</Model>" }), "serial-from-id"],
    ["a draft's name for totp", file({}).replace("pskc:totp", "pskc#totp"), "algorithm-spelling"],
    ["no format of codes", file({}).replace(/<AlgorithmP.*P\w+>/, ""), "digits-assumed"],
    ["no interval", file({}).replace(/<TimeI.*l>/, ""), "period-assumed"],
    [
      "a Time that is not 0",
      file({ data: "<Time><PlainValue>5</PlainValue></Time>" }),
      "field-ignored",
    ],
    ["a counter", file({ data: "<Counter><PlainValue>0</PlainValue></Counter>" }), "field-ignored"],
    ["an extension", file({ device: "<SerialNo>7</SerialNo><x:y/>" }), "field-ignored"],
    ["an unknown element", file({ device: "<SerialNo>7</SerialNo><Colour/>" }), "field-ignored"],
    ["a use besides codes", file({ policy: "<KeyUsage>Integrity</KeyUsage>" }), "policy-ignored"],
    [
      "a number of uses",
      file({ policy: "<NumberOfTransactions>9</NumberOfTransactions>" }),
      "policy-ignored",
    ],
    ["another's policy", file({ policy: "<x:KeyUsage>OTP</x:KeyUsage>" }), "policy-ignored"],
    [
      "a date without zone",
      file({ policy: "<StartDate>2026-01-31T00:00:00</StartDate>" }),
      "zone-assumed",
    ],
  ])("reads a key with %s and says so", (_, text, warning) => {
    const { key, problems, warnings } = readOne(text);
    expect(warnings).toEqual([warning]);
    expect(problems).toEqual([]);
    expect(key?.serial).toBe(warning === "serial-from-id" ? "id-7" : "7");
  });

  test("reads without a remark what needs none", () => {
    const policy = "<KeyUsage> OTP </KeyUsage>";
    const data =
      "<Time><PlainValue> 0 </PlainValue></Time><TimeDrift><PlainValue>-2</PlainValue></TimeDrift>";
    const { key, warnings } = readOne(file({ policy, data }));
    expect(warnings).toEqual([]);
    expect(key).toMatchObject({ driftSteps: -2, parameters: { periodSeconds: 60, digits: 6 } });
  });

  test.each([
    ["2026-01-31T00:00:00Z", "2026-01-31T00:00:00.000Z"],
    ["2026-01-31T01:30:00+01:30", "2026-01-31T00:00:00.000Z"],
    ["2026-01-30T19:00:00-05:00", "2026-01-31T00:00:00.000Z"],
    ["2026-01-31T00:00:00.5Z", "2026-01-31T00:00:00.500Z"],
    ["2024-02-29T23:59:59.123456Z", "2024-02-29T23:59:59.123Z"],
    ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
  ])("reads the date %s", (text, expected) => {
    const { key } = readOne(file({ policy: `<ExpiryDate>${text}</ExpiryDate>` }));
    expect(new Date(key?.expiresAt ?? Number.NaN).toISOString()).toBe(expected);
  });

  test.each([
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-31T24:00:00Z",
    "2026-01-31T00:00:60Z",
    "1969-12-31T23:59:59Z",
    "1970-01-01T00:00:00+01:00",
    "0099-01-01T00:00:00Z",
    "2026-01-31",
    "2026-01-31T00:00:00+15:00",
    "2026-01-31T00:00:00+01:99",
    "31/01/2026",
    "",
  ])("refuses the date %j", (text) => {
    const { key, problems } = readOne(file({ policy: `<StartDate>${text}</StartDate>` }));
    expect(problems).toEqual(["date-malformed"]);
    expect(key).toBeUndefined();
  });

  test("takes the dates of the device where the policy has none", () => {
    const dates = (from: string) => `<StartDate>${from}T00:00:00Z</StartDate>`;
    const device = `<SerialNo>7</SerialNo>${dates("2026-01-01")}`;
    expect(readOne(file({ device })).key?.startsAt).toBe(Date.UTC(2026, 0, 1));
    expect(readOne(file({ device, policy: dates("2026-02-01") })).key?.startsAt).toBe(
      Date.UTC(2026, 1, 1),
    );
  });

  test("says that a plain seed stands in an encrypted file", () => {
    const secret = "<Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret>";
    const swapped = figure6.replace(/<Secret>.*<\/Secret>/s, secret);
    expect(readOne(swapped).warnings).toContain("secret-unprotected");
  });

  test("reads names that are folded over lines, in any prefix", () => {
    const device = "<SerialNo>\n  7\n</SerialNo><Model> two\n    words  apart </Model>";
    expect(readOne(file({ device })).key).toMatchObject({ serial: "7", model: "two words  apart" });
    const prefixed = file({ device })
      .replaceAll(/<(\/?)([A-WYZ])/g, "<$1q:$2")
      .replace("xmlns=", "xmlns:q=");
    expect(readOne(prefixed).key).toMatchObject({ serial: "7", model: "two words  apart" });
  });
});

describe("readPskc() of encrypted integers", () => {
  const key = new Uint8Array(16).fill(7);

  /** The file with an interval and a drift of these bytes, encrypted, without MACs. */
  function encrypted(interval: readonly number[], drift: readonly number[] = [0, 0, 0, 0]): string {
    const value = (bytes: readonly number[]) => {
      const iv = Buffer.alloc(16, 1);
      const cipher = createCipheriv("aes-128-cbc", key, iv);
      const sealed = Buffer.concat([iv, cipher.update(Buffer.from(bytes)), cipher.final()]);
      const method = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
      return `<EncryptedValue><e:EncryptionMethod Algorithm="${method}"/><e:CipherData><e:CipherValue>${sealed.toString("base64")}</e:CipherValue></e:CipherData></EncryptedValue>`;
    };
    const data = `<TimeDrift>${value(drift)}</TimeDrift>`;
    return file({ data })
      .replace(
        /<TimeInterval>.*<\/TimeInterval>/,
        `<TimeInterval>${value(interval)}</TimeInterval>`,
      )
      .replace("<KeyContainer", '<KeyContainer xmlns:e="http://www.w3.org/2001/04/xmlenc#"');
  }
  const options = { secret: { kind: "pre-shared-key", key }, withoutMac: "accept" } as const;

  test.each([
    [[60], ["integer-length"]],
    [[1, 44], ["integer-length"]],
    [[0, 0, 30], ["integer-length"]],
    [[0, 0, 0, 30], []],
    [[0, 0, 0, 0, 30], ["integer-length"]],
    [[0, 0, 0, 0, 0, 0, 0, 30], []],
  ])("reads %j bytes, the highest first, and says when they are not 4 or 8", (bytes, codes) => {
    const reading = readPskc(encrypted(bytes), options);
    const periodSeconds = bytes.reduce((number, byte) => number * 256 + byte, 0);
    expect(reading.kind === "read" && reading.keys).toMatchObject([
      { parameters: { periodSeconds } },
    ]);
    const warnings = reading.warnings.map(({ code }) => code);
    expect(warnings.filter((code) => code === "integer-length")).toEqual(codes);
  });

  test.each([
    ["nothing", [], undefined],
    ["9 bytes", [0, 0, 0, 0, 0, 0, 0, 0, 30], undefined],
    ["what may be text", [0x36, 0x30], undefined],
    ["a drift of one byte that may be below 0", [60], [0xff]],
  ])("refuses %s", (_, interval, drift) => {
    const { problems } = readPskc(encrypted(interval, drift), options);
    expect(problems.map(({ code }) => code)).toEqual(["number-malformed"]);
  });
});
