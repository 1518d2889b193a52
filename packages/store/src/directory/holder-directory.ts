import { decodeEntry, encodeEntry, type HolderEntry } from "./holder-entry.ts";
import {
  type DirectoryPorts,
  type SealedEntries,
  type Stored,
  sealedEntries,
} from "./sealed-entries.ts";

/** An entry with how often it was written. */
export type StoredEntry = Stored<HolderEntry>;

/** Who the holders are, for people who look for them. */
export type HolderDirectory = SealedEntries<HolderEntry>;

/** Returns the directory in a store of documents. */
export function holderDirectory(ports: DirectoryPorts): HolderDirectory {
  return sealedEntries(ports, {
    kind: "holder-entry",
    nameOf: ({ holder }) => holder,
    encode: encodeEntry,
    decode: decodeEntry,
  });
}
