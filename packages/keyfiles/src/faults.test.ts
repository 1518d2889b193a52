import { describe, expect, test } from "vitest";
import { type FaultFile, faultFiles } from "../../../test/support/fault-file.ts";
import { describePlace } from "./finding.ts";
import {
  KeyFileError,
  type KeyFileReading,
  type ReadOptions,
  readAuthenticator,
  readCsv,
  readOtpauth,
  readPskc,
  readUsersfile,
} from "./index.ts";

const csvLayout = {
  header: true,
  seedEncoding: "hex",
  columns: { serial: "SN", seed: "Key", holder: "Owner" },
} as const;

const preSharedKey = Buffer.from("12345678901234567890123456789012", "hex");

type Reader = (text: string, options: ReadOptions) => KeyFileReading;

const readers: { readonly [folder: string]: Reader } = {
  authenticator: readAuthenticator,
  otpauth: readOtpauth,
  usersfile: readUsersfile,
  csv: (text, options) => readCsv(text, { ...options, layout: csvLayout }),
  pskc: (text, options) =>
    readPskc(text, {
      ...options,
      secret: text.includes("PBKDF2-params")
        ? { kind: "password", password: "qwerty" }
        : { kind: "pre-shared-key", key: preSharedKey },
    }),
};

/** What begins an entry in one of the formats; each file has one bad entry among them. */
const entryStarts = /<(?:pskc:)?KeyPackage>|^(?:otpauth|HOTP|hotp|MOTP)|^\d*,|"label":/gm;

/** What a reader says of a file: the code of each problem and its place. */
function saidOf(read: () => KeyFileReading): readonly string[] {
  try {
    const { problems } = read();
    return problems.map(({ code, place }) => `${code} at ${describePlace(place)}`);
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    return [`${error.code} at ${describePlace(error.place)}`];
  }
}

describe.each(Object.entries(readers))("the reader of %s", (folder, read) => {
  test.each(faultFiles(folder))("$name: $why", (fault: FaultFile) => {
    const expected = [`${fault.expect} at input, ${fault.path}`];
    expect(saidOf(() => read(fault.text, {}))).toEqual(expected);
    if (fault.expect.startsWith("KEY_FILE")) return;
    expect(read(fault.text, {}).kind).toBe("refused");
    const kept = read(fault.text, { mode: "keep-good" });
    const entries = fault.text.match(entryStarts)?.length ?? 0;
    expect(kept.kind === "read" && kept.keys.length).toBe(entries - 1);
  });
});
