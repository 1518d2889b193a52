// What staff do with keys beyond the single acts of `keys.ts`: the command, the API and the help
// desk's pages call the same functions.

export {
  closedFirstUse,
  type FirstUseTerms,
  firstUseDaysMax,
  type HandOverAnswer,
  handOverKey,
  makeFirstUse,
  type ReplaceAnswer,
  type ReplaceOptions,
  replaceKey,
  type WriteOffAnswer,
  writeOffKey,
} from "@jeton/validator/parts";
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
export { type KeyFileFormat, keyFileKinds, plainCsvLayout, readKeyFile } from "./key-file.ts";
