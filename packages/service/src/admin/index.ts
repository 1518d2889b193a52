// What staff do with keys beyond the single acts of `keys.ts`: the command, the API and the help
// desk's pages call the same functions.
export {
  type Assignment,
  type AssignmentFate,
  type AssignmentRow,
  assignKeys,
  readAssignments,
} from "./assign-keys.ts";
export { type ExportAnswer, type ExportFormat, exportKeys } from "./export-keys.ts";
export { closedFirstUse, type FirstUseTerms, firstUseDaysMax, makeFirstUse } from "./first-use.ts";
export { type HandOverAnswer, handOverKey } from "./hand-over-key.ts";
export {
  countFates,
  type ImportFate,
  type ImportOptions,
  type ImportRow,
  importKeys,
} from "./import-keys.ts";
export { type KeyFileFormat, keyFileKinds, plainCsvLayout, readKeyFile } from "./key-file.ts";
export { type ReplaceAnswer, type ReplaceOptions, replaceKey } from "./replace-key.ts";
export { type WriteOffAnswer, writeOffKey } from "./write-off-key.ts";
