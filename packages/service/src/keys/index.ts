// What staff do with many keys at once: the command and the help desk's pages call the same functions.

export {
  type Assignment,
  type AssignmentFate,
  type AssignmentRow,
  assignKeys,
  readAssignments,
} from "./assign-keys.ts";
export { type ExportAnswer, type ExportFormat, exportKeys } from "./export-keys.ts";
export {
  countFates,
  type ImportFate,
  type ImportOptions,
  type ImportRow,
  importKeys,
} from "./import-keys.ts";
export { type KeyFileFormat, keyFileKinds, kindOfKeyFile, readKeyFile } from "./key-file.ts";
