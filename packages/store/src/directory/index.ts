// Who the holders are. An entry of its own of this package: what decides log-ins may not import it.
export { type HolderDirectory, holderDirectory, type StoredEntry } from "./holder-directory.ts";
export {
  type EntryField,
  entryFields,
  entryText,
  entryTextWanted,
  groupsMax,
  type HolderEntry,
} from "./holder-entry.ts";
export {
  holdersOfNameMax,
  type ProvisionedName,
  provisionedNames,
} from "./provisioned-name.ts";
export {
  externalIdLengthMax,
  type ProvisionedUser,
  provisionedUsers,
  valueTypeLengthMax,
} from "./provisioned-user.ts";
export type { SealedEntries, Stored } from "./sealed-entries.ts";
