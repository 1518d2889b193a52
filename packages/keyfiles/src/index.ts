export { readAuthenticator } from "./authenticator/read-authenticator.ts";
export type { CsvLayout } from "./csv/column-map.ts";
export { columnNamed, plainName } from "./csv/column-names.ts";
export { findDelimiter } from "./csv/delimiter.ts";
export { parseCsv } from "./csv/parse-csv.ts";
export { type CsvReadOptions, readCsv, readNamedCsv } from "./csv/read-csv.ts";
export { readyLayouts } from "./csv/ready-layouts.ts";
export { spreadsheetDamage, undamagedWanted } from "./csv/spreadsheet-damage.ts";
export { writeCsv } from "./csv/write-csv.ts";
export { type FileKey, fileKey } from "./file-key.ts";
export { findKeyFileKind, type KeyFileKind, requireKeyFileKind } from "./find-kind.ts";
export {
  describeFinding,
  type Finding,
  type Place,
  type ProblemCode,
  quotedValue,
  type WarningCode,
} from "./finding.ts";
export { KeyFileError, type KeyFileErrorCode } from "./key-file-error.ts";
export { readOtpauth } from "./otpauth/read-otpauth.ts";
export { formatOtpauth, writeOtpauth } from "./otpauth/write-otpauth.ts";
export type { PskcEncryption } from "./pskc/lock.ts";
export { type PskcReadOptions, readPskc } from "./pskc/read-pskc.ts";
export type { PskcSecret } from "./pskc/secret.ts";
export { writePskc } from "./pskc/write-pskc.ts";
export type { KeyFileReading, ReadOptions } from "./reading.ts";
export { decodeText } from "./text.ts";
export { readUsersfile } from "./usersfile/read-usersfile.ts";
export { writeUsersfile } from "./usersfile/write-usersfile.ts";
