import { type HolderDirectory, holderDirectory } from "@jeton/store/directory";
import type { Ports } from "@jeton/validator/parts";

/** What the directory is kept in. */
export type DirectoryPorts = Pick<Ports, "documents" | "keyring" | "random">;

/** Returns the directory of holders of an installation. */
export function directoryOf({ documents, keyring, random }: DirectoryPorts): HolderDirectory {
  return holderDirectory({ documents, keyring, random });
}
