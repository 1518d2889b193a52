import { BinaryWriter } from "@bufbuild/protobuf/wire";
import { gcm } from "@noble/ciphers/aes.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import {
  describeFinding,
  findKeyFileKind,
  type KeyFileReading,
  readAuthenticator,
} from "../index.ts";

// Goal: what authenticator applications export is read to the last parameter, or refused with the place.
// Method: exports in the shapes that the sources of the applications give, plain and sealed here as they seal
// them, of two keys that every one of them can hold.

const base32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const seed = utf8ToBytes("12345678901234567890");

const wanted = [
  {
    ...{ holder: "anna", issuer: "ACME", counter: null, serial: null },
    parameters: { algorithm: "SHA-256", digits: 8, periodSeconds: 30, t0Seconds: 0 },
  },
  {
    ...{ holder: "ben", issuer: "ACME", counter: 7, serial: null },
    parameters: { movingFactor: "counter", algorithm: "SHA-1", digits: 6 },
  },
];

const aegisAccounts = [
  {
    ...{ type: "totp", uuid: "1", name: "anna", issuer: "ACME", icon: null },
    info: { secret: base32, algo: "SHA256", digits: 8, period: 30 },
  },
  {
    ...{ type: "hotp", uuid: "2", name: "ben", issuer: "ACME" },
    info: { secret: base32, algo: "SHA1", digits: 6, counter: 7 },
  },
];

const twoFasAccounts = [
  {
    ...{ name: "ACME", secret: base32, updatedAt: 0 },
    otp: {
      ...{ account: "anna", issuer: "ACME", digits: 8, period: 30 },
      ...{ algorithm: "SHA256", tokenType: "TOTP", source: "Link" },
    },
  },
  {
    ...{ name: "ACME", secret: base32 },
    otp: { account: "ben", digits: 6, algorithm: "SHA1", counter: 7, tokenType: "HOTP" },
  },
];

const andOtpAccounts = [
  {
    ...{ secret: base32, issuer: "ACME", label: "anna", digits: 8, type: "TOTP" },
    ...{ algorithm: "SHA256", period: 30, tags: [] },
  },
  { secret: base32, label: "ACME - ben", digits: 6, type: "HOTP", algorithm: "SHA1", counter: 7 },
];

const password = "châlet";
const nonce = new Uint8Array(12).fill(9);
const salt = new Uint8Array(12).fill(3);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

function seal(key: Uint8Array, value: unknown): Uint8Array {
  const bytes = value instanceof Uint8Array ? value : utf8ToBytes(JSON.stringify(value));
  return gcm(key, nonce).encrypt(bytes);
}

/** A sealed text as Aegis writes it: the tag beside it. */
function parted(sealed: Uint8Array) {
  const params = { nonce: hex(nonce), tag: hex(sealed.subarray(-16)) };
  return { sealed: sealed.subarray(0, -16), params };
}

function aegisVault(n = 16): string {
  const master = new Uint8Array(32).fill(1);
  const key = parted(seal(scrypt(password, salt, { N: 16, r: 8, p: 1, dkLen: 32 }), master));
  const db = parted(seal(master, { version: 3, entries: aegisAccounts }));
  const slots = [
    { type: 2, key: "00", key_params: key.params },
    {
      type: 1,
      key: hex(key.sealed),
      key_params: key.params,
      ...{ n, r: 8, p: 1, salt: hex(salt) },
    },
  ];
  return JSON.stringify({
    version: 1,
    header: { slots, params: db.params },
    db: base64(db.sealed),
  });
}

function twoFasBackup(): string {
  const key = pbkdf2(sha256, password, salt, { c: 10_000, dkLen: 32 });
  const servicesEncrypted = [seal(key, twoFasAccounts), salt, nonce].map(base64).join(":");
  return JSON.stringify({ services: [], servicesEncrypted, schemaVersion: 4 });
}

function andOtpBackup(): Uint8Array {
  const rounds = Uint8Array.of(0, 0, 4, 0);
  const key = pbkdf2(sha1, password, salt, { c: 1024, dkLen: 32 });
  return concatBytes(rounds, salt, nonce, seal(key, andOtpAccounts));
}

const oldAndOtpBackup = () =>
  concatBytes(nonce, seal(sha256(utf8ToBytes(password)), andOtpAccounts));

type Account = Readonly<Record<"name" | "issuer", string>> & {
  readonly numbers: Readonly<Record<4 | 5 | 6, number>>;
  readonly counter?: bigint;
};

function migration(
  accounts: readonly Account[],
  [index, size]: readonly [number, number] = [0, 1],
): string {
  const writer = new BinaryWriter();
  for (const { name, issuer, numbers, counter } of accounts) {
    const own = new BinaryWriter();
    own.tag(1, 2).bytes(seed).tag(2, 2).string(name).tag(3, 2).string(issuer);
    for (const [field, number] of Object.entries(numbers)) own.tag(Number(field), 0).int32(number);
    if (counter !== undefined) own.tag(7, 0).int64(counter);
    // A field of later versions, which is passed over.
    own.tag(8, 2).string("unique");
    writer.tag(1, 2).bytes(own.finish());
  }
  writer.tag(2, 0).int32(1).tag(3, 0).int32(size).tag(4, 0).int32(index).tag(5, 0).int32(-5);
  return `otpauth-migration://offline?data=${encodeURIComponent(base64(writer.finish()))}`;
}

const anna: Account = { name: "ACME:anna", issuer: "ACME", numbers: { 4: 2, 5: 2, 6: 2 } };
const ben: Account = { name: "ben", issuer: "ACME", numbers: { 4: 1, 5: 1, 6: 1 }, counter: 7n };

const exports: { readonly [name: string]: string | Uint8Array } = {
  "Google Authenticator": migration([anna, ben]),
  "Google Authenticator, of two QR codes": `# mine\n${migration([anna], [0, 2])}\n${migration([ben], [1, 2])}\n`,
  Aegis: JSON.stringify({
    version: 1,
    header: { slots: null, params: null },
    db: { version: 3, entries: aegisAccounts },
  }),
  "Aegis, encrypted": aegisVault(),
  "2FAS": JSON.stringify({ services: twoFasAccounts, schemaVersion: 4 }, null, 2),
  "2FAS, encrypted": twoFasBackup(),
  andOTP: JSON.stringify(andOtpAccounts),
  "andOTP, encrypted": andOtpBackup(),
  "andOTP, encrypted up to version 0.6.2": oldAndOtpBackup(),
};

const saidOf = ({ problems, warnings }: KeyFileReading) =>
  [...problems, ...warnings].map((found) => `${found.code}: ${describeFinding(found)}`);

describe.each(Object.entries(exports))("an export of %s", (name, input) => {
  test("is read to the last parameter", () => {
    const reading = readAuthenticator(input, { password });
    expect(saidOf(reading)).toEqual([]);
    expect(reading).toMatchObject({ kind: "read", keys: wanted });
    if (reading.kind === "read") for (const key of reading.keys) expect(key.seed).toEqual(seed);
  });

  test("is known by its content, as far as it has text", () => {
    const kind = typeof input === "string" ? "authenticator" : null;
    expect(findKeyFileKind(input)).toBe(kind);
  });

  test("is refused without its password and with another one", () => {
    if (!name.includes("encrypted")) return expect(readAuthenticator(input).kind).toBe("read");
    const locked = (found: string) => `KEY_FILE_LOCKED: Cannot read x: found ${found}`;
    const read = (options: { readonly password?: string }) => () =>
      readAuthenticator(input, { file: "x", ...options });
    expect(thrown(read({}))).toContain(locked("an encrypted export, expected its password"));
    expect(thrown(read({ password: "chalet" }))).toContain(locked("a password that does not"));
  });
});

function thrown(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Error && "code" in error) return `${error.code}: ${error.message}`;
  }
  throw new Error("Cannot go on: nothing was thrown");
}

describe("readAuthenticator()", () => {
  test.each<[string, Account["numbers"], string]>([
    [
      "no kind",
      { 4: 1, 5: 1, 6: 0 },
      "kind-unknown: input, line 1, otp_parameters[1]/type: found no type",
    ],
    [
      "MD5",
      { 4: 4, 5: 1, 6: 2 },
      'algorithm-unknown: input, line 1, otp_parameters[1]/algorithm: found "MD5"',
    ],
    [
      "digits of a later version",
      { 4: 1, 5: 3, 6: 2 },
      "number-malformed: input, line 1, otp_parameters[1]/digits",
    ],
  ])("refuses %s in an export of Google Authenticator", (_what, numbers, said) => {
    const reading = readAuthenticator(migration([{ ...anna, numbers }]));
    expect(reading.kind).toBe("refused");
    expect(saidOf(reading)[0]).toContain(said);
  });

  test("says what it took where an export says nothing", () => {
    const numbers = { 4: 0, 5: 0, 6: 2 };
    const codes = readAuthenticator(migration([{ ...anna, numbers }])).warnings.map(
      (each) => each.code,
    );
    expect(codes).toEqual(["algorithm-assumed", "digits-assumed"]);
    const bare = JSON.stringify([{ secret: base32, label: "anna", type: "TOTP" }]);
    expect(readAuthenticator(bare).warnings.map((each) => each.code)).toEqual([
      ...["algorithm-assumed", "digits-assumed", "period-assumed"],
    ]);
  });

  test("tells which QR codes of an export are missing", () => {
    const reading = readAuthenticator(`${migration([anna], [0, 3])}\n${migration([ben], [2, 3])}`);
    expect(reading).toMatchObject({ kind: "read", keys: wanted });
    expect(saidOf(reading)).toEqual([
      "export-incomplete: input: found of its 3 QR codes only 1, 3, expected all of them",
    ]);
  });

  test("takes a 2FAS account of the first schemas for a key with a clock only where it has a period", () => {
    const account = (more: object) => ({
      secret: base32,
      otp: { account: "a", digits: 6, algorithm: "SHA1", ...more },
    });
    const backup = { services: [account({ period: 30 }), account({})], schemaVersion: 1 };
    const reading = readAuthenticator(JSON.stringify(backup), { mode: "keep-good" });
    expect(reading).toMatchObject({ kind: "read", keys: [{ holder: "a" }] });
    expect(reading.problems.map(describeFinding)).toEqual([
      'input, services[2]/otp/tokenType: found no type, expected "totp" or "hotp"',
    ]);
  });

  test.each<[string, string, string]>([
    [
      "scrypt that costs too much",
      aegisVault(2 ** 24),
      "KEY_FILE_UNSUPPORTED: Cannot read input, header/slots[2]",
    ],
    [
      "a vault that no password opens",
      '{"header":{"slots":[{"type":2}]},"db":"AA=="}',
      "found no slot that a password opens",
    ],
    [
      "a later schema of 2FAS",
      '{"services":[],"schemaVersion":5}',
      "schemaVersion: found another version",
    ],
    [
      "accounts that are no list",
      '{"services":{},"schemaVersion":4}',
      "services: found object, expected the list",
    ],
    ["other JSON", '{"items":[]}', "KEY_FILE_UNSUPPORTED: Cannot read input: found other JSON"],
    [
      "JSON that is cut off",
      '{"services":[\n{"secret":"GEZDGNBVGY3TQOJQGEZ',
      "KEY_FILE_MALFORMED: Cannot read input",
    ],
  ])("refuses %s", (_what, input, said) => {
    const words = thrown(() => readAuthenticator(input, { password }));
    expect(words).toContain(said);
    expect(words).not.toContain("GEZDGNBV");
  });
});
