import { extname } from "node:path";
import {
  type CsvLayout,
  findKeyFileKind,
  type KeyFileKind,
  type KeyFileReading,
  type PskcSecret,
  type ReadOptions,
  readAuthenticator,
  readCsv,
  readNamedCsv,
  readOtpauth,
  readPskc,
  readUsersfile,
  requireKeyFileKind,
} from "@jeton/keyfiles";

/** A file of keys as someone gives it to us. */
export type KeyFileFormat =
  | {
      readonly kind: "pskc";
      readonly secret: PskcSecret | null;
      /** Whether encrypted values that no MAC protects are taken, with a warning. */
      readonly withoutMac: boolean;
    }
  | { readonly kind: "otpauth" }
  | { readonly kind: "usersfile" }
  /** The export of an authenticator application. */
  | { readonly kind: "authenticator"; readonly password: string | null }
  /** Without a layout the header names the fields. */
  | { readonly kind: "csv"; readonly layout: CsvLayout | null };

/**
 * The endings by which a file of each kind is known, in the order in which people are offered the kinds. They
 * count only where the content does not say the kind.
 */
export const keyFileEndings: Readonly<Record<KeyFileKind, readonly string[]>> = {
  pskc: [".xml", ".pskc"],
  otpauth: [".uri"],
  usersfile: [".oath"],
  csv: [".csv"],
  authenticator: [".json", ".2fas", ".aes"],
};

export const keyFileKinds: readonly KeyFileKind[] = Object.keys(keyFileEndings) as KeyFileKind[];

/** Returns the kind of a file by its content, or else by the ending of its name; null where neither says it. */
export function kindOfKeyFile(input: Uint8Array, name: string): KeyFileKind | null {
  const ending = extname(name).toLowerCase();
  const byEnding = keyFileKinds.find((kind) => keyFileEndings[kind].includes(ending));
  return findKeyFileKind(input) ?? byEnding ?? null;
}

/**
 * Reads the keys of a file. Throws KeyFileError when it is of no use as a whole or of another kind, RangeError for a layout
 * that fits no file.
 */
export function readKeyFile(
  input: Uint8Array,
  format: KeyFileFormat,
  options: ReadOptions,
): KeyFileReading {
  requireKeyFileKind(input, format.kind, options.file ?? "input");
  switch (format.kind) {
    case "pskc":
      return readPskc(input, {
        ...options,
        ...(format.secret && { secret: format.secret }),
        withoutMac: format.withoutMac ? "accept" : "refuse",
      });
    case "otpauth":
      return readOtpauth(input, options);
    case "usersfile":
      return readUsersfile(input, options);
    case "authenticator":
      return readAuthenticator(input, {
        ...options,
        ...(format.password !== null && { password: format.password }),
      });
    case "csv":
      return format.layout === null
        ? readNamedCsv(input, options)
        : readCsv(input, { ...options, layout: format.layout });
    default:
      return format satisfies never;
  }
}
