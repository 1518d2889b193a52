import { readFileSync } from "node:fs";
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import { defaultCodeParameters } from "@jeton/core";
import { encodeBase32 } from "@jeton/core/otp";
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
} from "@jeton/keyfiles";

/** A kind of key file: its reader, and a file that is right. */
export type Format = {
  readonly read: (input: Uint8Array | string) => KeyFileReading;
  readonly sample: string;
  /** Whether a password is stretched for each file: milliseconds each. */
  readonly isSlow?: true;
  /** Writes any number of keys; null for samples that were made elsewhere. */
  readonly write: ((keys: readonly FileKey[]) => string) | null;
};

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

const mode = "keep-good";

/** Returns keys whose seeds say that they are some. */
export function manyKeys(count: number): readonly FileKey[] {
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

/** The seed of a sample, in each writing that a careless message could repeat. */
export const seedWritings: readonly string[] = [
  "seed of the key",
  Buffer.from("seed of the key").toString("hex"),
  Buffer.from("seed of the ke").toString("base64").slice(0, 16),
  "ONSWKZBAN5TCA5DI",
  "MTIzNDU2Nzg5MDEy",
];

function figure(number: number): string {
  const name = `../vectors/pskc/rfc6030-figure-${number}.xml`;
  return readFileSync(new URL(name, import.meta.url), "utf8").replaceAll(":hotp", ":totp");
}

/** As 2FAS writes it. */
function writeExport(keys: readonly FileKey[]): string {
  const services = keys.map(({ seed, holder, issuer, parameters: { digits } }) => {
    const form = { digits, period: 60, algorithm: "SHA1", tokenType: "TOTP" };
    return { secret: encodeBase32(seed), otp: { account: holder, issuer, ...form } };
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

function written(write: (keys: readonly FileKey[]) => string, read: Format["read"]): Format {
  return { write, read, sample: write(manyKeys(2)) };
}

/** The kinds of key files by name. */
export const formats: { readonly [name: string]: Format } = {
  otpauth: written(writeOtpauth, (input) => readOtpauth(input, { mode })),
  usersfile: written(writeUsersfile, (input) => readUsersfile(input, { mode })),
  csv: written(
    (keys) => writeCsv(keys, layout),
    (input) => readCsv(input, { mode, layout }),
  ),
  "CSV by its header": written(
    (keys) => writeCsv(keys, namedLayout),
    (input) => {
      requireKeyFileKind(input, "csv", "input");
      return readNamedCsv(input, { mode });
    },
  ),
  "plain PSKC": written(
    (keys) => writePskc(keys, { encryption: null }),
    (input) => readPskc(input, { mode }),
  ),
  "an export": written(writeExport, (input) => readAuthenticator(input, { mode })),
  "addresses of an export": written(writeAddress, (input) => readAuthenticator(input, { mode })),
  "PSKC of a key": {
    ...{ write: null, sample: figure(6) },
    read: (input) => {
      const key = Buffer.from("12345678901234567890123456789012", "hex");
      return readPskc(input, { mode, secret: { kind: "pre-shared-key", key } });
    },
  },
  "PSKC of a password": {
    ...{ write: null, sample: figure(7), isSlow: true },
    read: (input) =>
      readPskc(input, {
        mode,
        secret: { kind: "password", password: "qwerty" },
        iterationsMax: 3000,
      }),
  },
};

/** Returns what a reader says of a file, as people are told it. Throws what is no KeyFileError. */
export function saidBy(read: () => KeyFileReading): string {
  try {
    const { problems, warnings } = read();
    return [...problems, ...warnings].map(describeFinding).join("\n");
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    return `${error.stack} ${String(error.cause)}`;
  }
}
