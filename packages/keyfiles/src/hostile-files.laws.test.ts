import { readFileSync } from "node:fs";
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import { defaultCodeParameters } from "@jeton/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeBase } from "./base-n.ts";
import {
  type CsvLayout,
  describeFinding,
  type FileKey,
  fileKey,
  KeyFileError,
  type KeyFileReading,
  readAuthenticator,
  readCsv,
  readNamedCsv,
  readOtpauth,
  readPskc,
  readUsersfile,
  requireKeyFileKind,
  writeCsv,
  writeOtpauth,
  writePskc,
  writeUsersfile,
} from "./index.ts";

const layout: CsvLayout = {
  header: true,
  seedEncoding: "base32",
  columns: { serial: "SN", seed: "Key", holder: "Owner", digits: "Digits" },
};

/** What a header says by itself. */
const namedLayout: CsvLayout = {
  header: true,
  delimiter: ";",
  seedEncoding: "hex",
  columns: { serial: "N° de série", seed: "Seed (hex)", holder: "UPN", periodSeconds: "Time Step" },
};

const readers: { readonly [format: string]: (input: Uint8Array | string) => KeyFileReading } = {
  otpauth: (input) => readOtpauth(input, { mode: "keep-good" }),
  usersfile: (input) => readUsersfile(input, { mode: "keep-good" }),
  csv: (input) => readCsv(input, { mode: "keep-good", layout }),
  "CSV by its header": (input) => {
    requireKeyFileKind(input, "csv", "input");
    return readNamedCsv(input, { mode: "keep-good" });
  },
  "plain PSKC": (input) => readPskc(input, { mode: "keep-good" }),
  "an export": (input) => readAuthenticator(input, { mode: "keep-good" }),
  "addresses of an export": (input) => readAuthenticator(input, { mode: "keep-good" }),
  "PSKC of a key": (input) =>
    readPskc(input, {
      mode: "keep-good",
      secret: {
        kind: "pre-shared-key",
        key: Buffer.from("12345678901234567890123456789012", "hex"),
      },
    }),
  "PSKC of a password": (input) =>
    readPskc(input, {
      mode: "keep-good",
      secret: { kind: "password", password: "qwerty" },
      iterationsMax: 3000,
    }),
};

function manyKeys(count: number): readonly FileKey[] {
  return Array.from({ length: count }, (_, index) =>
    fileKey({
      seed: Buffer.from(`seed of the key ${String(index).padStart(8, "0")}`),
      parameters: defaultCodeParameters,
      serial: `S${index}`,
      holder: `holder-${index}`,
      issuer: "ACME",
    }),
  );
}

function figure(number: number): string {
  const name = `../../../test/vectors/pskc/rfc6030-figure-${number}.xml`;
  return readFileSync(new URL(name, import.meta.url), "utf8").replaceAll(":hotp", ":totp");
}

const writers: { readonly [format: string]: (keys: readonly FileKey[]) => string } = {
  otpauth: writeOtpauth,
  usersfile: writeUsersfile,
  csv: (keys) => writeCsv(keys, layout),
  "CSV by its header": (keys) => writeCsv(keys, namedLayout),
  "plain PSKC": (keys) => writePskc(keys, { encryption: null }),
  "an export": writeExport,
  "addresses of an export": writeAddress,
};

/** As 2FAS writes it. */
function writeExport(keys: readonly FileKey[]): string {
  const services = keys.map(({ seed, holder, issuer, parameters: { digits } }) => {
    const otp = {
      account: holder,
      issuer,
      digits,
      period: 60,
      algorithm: "SHA1",
      tokenType: "TOTP",
    };
    return { secret: encodeBase("base32", seed), otp };
  });
  return JSON.stringify({ services, schemaVersion: 4 });
}

/** As Google Authenticator writes it. */
function writeAddress(keys: readonly FileKey[]): string {
  const payload = new BinaryWriter();
  for (const { seed, holder } of keys) {
    const own = new BinaryWriter()
      .tag(1, 2)
      .bytes(seed)
      .tag(2, 2)
      .string(holder ?? "");
    own.tag(3, 2).string("ACME").tag(4, 0).int32(1).tag(5, 0).int32(1).tag(6, 0).int32(2);
    payload.tag(1, 2).bytes(own.finish());
  }
  const data = encodeURIComponent(Buffer.from(payload.finish()).toString("base64"));
  return `otpauth-migration://offline?data=${data}`;
}

const samples: { readonly [format: string]: string } = {
  ...Object.fromEntries(
    Object.entries(writers).map(([format, write]) => [format, write(manyKeys(2))]),
  ),
  "an export": writeExport(manyKeys(2)),
  "addresses of an export": writeAddress(manyKeys(2)),
  "PSKC of a key": figure(6),
  "PSKC of a password": figure(7),
};

function entryOf<Value>(table: { readonly [format: string]: Value }, format: string): Value {
  const value = table[format];
  if (value === undefined) throw new Error(`Cannot test ${format}: found no entry, expected one`);
  return value;
}

type Change = { readonly at: number; readonly remove: number; readonly insert: Uint8Array };

/** Bytes that mean something to one of the formats, besides any. */
const anyInsert = fc.oneof(
  fc.uint8Array({ maxLength: 3 }),
  fc
    .constantFrom("<", ">", "&", "&#0;", "]]>", "<!--", "<![CDATA[", '"', "%", "+", "=", "\n", "\0")
    .map((text) => new TextEncoder().encode(text)),
  fc.constantFrom("99999999999", "-1", "é", "\ufeff", "xmlns=").map((text) => Buffer.from(text)),
);

function changed(sample: string, changes: readonly Change[]): Uint8Array {
  return changes.reduce<Uint8Array>((bytes, { at, remove, insert }) => {
    const from = at % (bytes.length + 1);
    return new Uint8Array([
      ...bytes.subarray(0, from),
      ...insert,
      ...bytes.subarray(from + remove),
    ]);
  }, new TextEncoder().encode(sample));
}

/** The seed of a sample, in each writing that a careless message could repeat. */
const seedWritings = [
  "seed of the key",
  Buffer.from("seed of the key").toString("hex"),
  Buffer.from("seed of the ke").toString("base64").slice(0, 16),
  "ONSWKZBAN5TCA5DI",
  "MTIzNDU2Nzg5MDEy",
];

describe.each(Object.keys(samples))("the reader of %s", (format) => {
  const read = entryOf(readers, format);
  const sample = entryOf(samples, format);

  test("answers or throws a KeyFileError, whatever the bytes, and never repeats a seed", () => {
    const anyChange = fc.record({
      at: fc.nat(),
      remove: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 200 })),
      insert: anyInsert,
    });
    fc.assert(
      fc.property(fc.array(anyChange, { minLength: 1, maxLength: 4 }), (changes) => {
        const said = outcomeOf(() => read(changed(sample, changes)));
        for (const writing of seedWritings) expect(said).not.toContain(writing);
      }),
      { numRuns: 400 },
    );
  });

  test("answers or throws a KeyFileError when the file is cut off anywhere", () => {
    const step = Math.max(1, Math.floor(sample.length / 300));
    for (let length = 0; length < sample.length; length += step) {
      outcomeOf(() => read(sample.slice(0, length)));
    }
  });
});

function outcomeOf(read: () => KeyFileReading): string {
  try {
    const { problems, warnings } = read();
    return [...problems, ...warnings].map(describeFinding).join("\n");
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    return `${error.stack} ${String(error.cause)}`;
  }
}

describe.each(Object.keys(writers))("the reader of %s", (format) => {
  test("reads 10,000 keys in no more than thrice the time per key of 1,250", () => {
    const read = entryOf(readers, format);
    const write = entryOf(writers, format);
    const few = write(manyKeys(1250));
    const many = write(manyKeys(10_000));
    expect(read(many)).toMatchObject({ kind: "read", problems: [], warnings: [] });
    const timesMore = costRatio({ more: () => read(many), less: () => read(few), bound: 3 * 8 });
    expect(timesMore / 8).toBeLessThan(3);
  });
});

/**
 * Returns how many times the processor time of `less` is what `more` takes, each by its cheapest run. Time in
 * which other programs run does not count, but they empty caches: both are run in turns until the ratio is
 * within the bound, at most ten times.
 */
function costRatio({
  more,
  less,
  bound,
}: {
  readonly more: () => unknown;
  readonly less: () => unknown;
  readonly bound: number;
}): number {
  let ratio = Number.POSITIVE_INFINITY;
  const cheapest = { more: Number.POSITIVE_INFINITY, less: Number.POSITIVE_INFINITY };
  for (let turn = 0; turn < 10 && ratio >= bound; turn += 1) {
    // The shorter one runs three times: it is the one that a single disturbance spoils.
    for (let run = 0; run < 3; run += 1) cheapest.less = Math.min(cheapest.less, cpuOf(less));
    cheapest.more = Math.min(cheapest.more, cpuOf(more));
    ratio = cheapest.more / cheapest.less;
  }
  return ratio;
}

/** Returns the processor time that this process spends on `act`, in microseconds. */
function cpuOf(act: () => unknown): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

describe("readPskc() of XML made to harm", () => {
  test("answers a hundred thousand open elements at once", () => {
    const text = "<a>".repeat(100_000);
    expect(() => readPskc(text)).toThrow("deeper than 32");
  });

  test("answers entities that would grow to gigabytes by refusing the DTD", () => {
    const entities = Array.from(
      { length: 30 },
      (_, index) => `<!ENTITY a${index + 1} "&a${index};&a${index};">`,
    );
    const text = `<!DOCTYPE x [<!ENTITY a0 "ha">${entities.join("")}]><x>&a30;</x>`;
    expect(() => readPskc(text)).toThrow("found a DTD");
  });

  test("reads a seed that is folded over ten thousand lines", () => {
    const text = samples["plain PSKC"]?.replace(/(<pskc:PlainValue>.)/, `$1${"\n".repeat(10_000)}`);
    expect(readPskc(text ?? "")).toMatchObject({ kind: "read" });
  });

  test("refuses more than 64 MiB unread, and bytes that are no UTF-8", () => {
    expect(() => readPskc("<".padEnd(64 * 1024 * 1024 + 1))).toThrow("at most 67108864 bytes");
    expect(() => readPskc(new Uint8Array([0x3c, 0xe9, 0x3e]))).toThrow(
      "no UTF-8 text, expected UTF-8",
    );
  });
});
