import { type HolderDirectory, type HolderEntry, holderDirectory } from "@jeton/store/directory";
import type { Ports } from "@jeton/validator/parts";

export type { HolderDirectory, HolderEntry };

/** What the directory is kept in. */
export type DirectoryPorts = Pick<Ports, "documents" | "bareDocuments" | "keyring" | "random">;

/** Returns the directory of holders of an installation. Whoever searches it again and again keeps it. */
export function directoryOf(ports: DirectoryPorts): HolderDirectory {
  const { documents, bareDocuments, keyring, random } = ports;
  return holderDirectory({ documents, bareDocuments, keyring, random });
}
