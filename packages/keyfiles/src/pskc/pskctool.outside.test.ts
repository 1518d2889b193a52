import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unixMilliseconds } from "@jeton/core";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { anyFileKeys } from "../../../../test/arbitraries/file-key.ts";
import { describeWith, pskctool } from "../../../../test/support/needs.ts";
import { fileKey, type PskcEncryption, writePskc } from "../index.ts";

const folder = mkdtempSync(join(tmpdir(), "jeton-pskc-"));
afterAll(() => rmSync(folder, { recursive: true }));

const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const preShared: PskcEncryption = { kind: "pre-shared-key", name: "K1", key: random(16), random };
const password: PskcEncryption = {
  kind: "password",
  name: "by phone",
  password: "qwerty",
  iterations: 1000,
  random,
};

describeWith(pskctool, "writePskc() beside pskctool", (program) => {
  const run = (option: string, text: string) => {
    const path = join(folder, "keys.xml");
    writeFileSync(path, text);
    return execFileSync(program, [option, path], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  };

  test.each([
    ["plain", null],
    ["for a pre-shared key", preShared],
    ["for a password", password],
  ])("writes %s what is valid by the schema of RFC 6030", (_, encryption) => {
    fc.assert(
      fc.property(anyFileKeys, (keys) => {
        expect(run("--validate", writePskc(keys, { encryption }))).toBe("OK\n");
      }),
      { numRuns: 15 },
    );
  });

  test("writes what pskctool reads alike, field by field", () => {
    const key = fileKey({
      seed: Buffer.from("12345678901234567890"),
      parameters: { algorithm: "SHA-256", digits: 8, periodSeconds: 60, t0Seconds: 0 },
      serial: "260714",
      holder: 'a<b>&"é',
      issuer: "ACME & Co",
      friendlyName: "green one",
      manufacturer: "Maker",
      model: "c200",
      driftSteps: 4,
      startsAt: unixMilliseconds(1_000_000_000_000),
      expiresAt: unixMilliseconds(2_000_000_000_000),
    });
    const info = run("--info", writePskc([key], { encryption: null }));
    expect(info.split("\n").map((line) => line.trim())).toEqual([
      "Portable Symmetric Key Container (PSKC):",
      "Version: 1.0",
      "Signed: NO",
      "KeyPackage 0:",
      "DeviceInfo:",
      "Manufacturer: Maker",
      "SerialNo: 260714",
      "Model: c200",
      "Key:",
      "Id: 260714",
      "FriendlyName: green one",
      "Issuer: ACME & Co",
      "Algorithm: urn:ietf:params:xml:ns:keyprov:pskc:totp",
      'Key User Id: a<b>&"é',
      "Key Secret (base64): MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=",
      "Key Time: 0",
      "Key TimeInterval: 60",
      "Key TimeDrift: 4",
      "Policy StartDate: 2001-09-09 01:46:40",
      "Policy ExpiryDate: 2033-05-18 03:33:20",
      "Algorithm Parameters Suite: HMAC-SHA256",
      "Response Format Length: 8",
      "Response Format Encoding: DECIMAL",
      "",
    ]);
  });
});
