import {
  type CsvLayout,
  type KeyFileReading,
  type PskcSecret,
  type ReadOptions,
  readCsv,
  readNamedCsv,
  readOtpauth,
  readPskc,
  readUsersfile,
} from "@jeton/keyfiles";

/** A file of keys as someone gives it to us. */
export type KeyFileFormat =
  | { readonly kind: "pskc"; readonly secret: PskcSecret | null }
  | { readonly kind: "otpauth" }
  | { readonly kind: "usersfile" }
  /** Without a layout the header names the fields. */
  | { readonly kind: "csv"; readonly layout: CsvLayout | null };

/**
 * The endings by which a file of each kind is known, in the order in which people are offered the kinds. What a
 * .txt is, its lines say.
 */
export const keyFileEndings: Readonly<Record<KeyFileFormat["kind"], readonly string[]>> = {
  pskc: [".xml", ".pskc"],
  otpauth: [".uri"],
  usersfile: [".oath"],
  csv: [".csv"],
};

export const keyFileKinds: readonly KeyFileFormat["kind"][] = Object.keys(
  keyFileEndings,
) as KeyFileFormat["kind"][];

/**
 * Reads the keys of a file. Throws KeyFileError when it is of no use as a whole, RangeError for a layout
 * that fits no file.
 */
export function readKeyFile(
  input: Uint8Array,
  format: KeyFileFormat,
  options: ReadOptions,
): KeyFileReading {
  switch (format.kind) {
    case "pskc":
      return readPskc(input, { ...options, ...(format.secret && { secret: format.secret }) });
    case "otpauth":
      return readOtpauth(input, options);
    case "usersfile":
      return readUsersfile(input, options);
    case "csv":
      return format.layout === null
        ? readNamedCsv(input, options)
        : readCsv(input, { ...options, layout: format.layout });
    default:
      return format satisfies never;
  }
}
