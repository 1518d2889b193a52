import {
  externalIdLengthMax,
  type HolderDirectory,
  type HolderEntry,
  holderDirectory,
  type ProvisionedName,
  type ProvisionedUser,
  provisionedNames,
  provisionedUsers,
  type SealedEntries,
  valueTypeLengthMax,
} from "@jeton/store/directory";
import type { Ports } from "@jeton/validator/parts";

export type { HolderDirectory, HolderEntry };
export { externalIdLengthMax, valueTypeLengthMax };

/** What the directory is kept in. */
export type DirectoryPorts = Pick<Ports, "documents" | "bareDocuments" | "keyring" | "random">;

/** Returns the directory of holders of an installation. Whoever searches it again and again keeps it. */
export function directoryOf(ports: DirectoryPorts): HolderDirectory {
  const { documents, bareDocuments, keyring, random } = ports;
  return holderDirectory({ documents, bareDocuments, keyring, random });
}

/** Returns the people whom identity systems provisioned. */
export function provisionedOf(ports: DirectoryPorts): SealedEntries<ProvisionedUser> {
  const { documents, bareDocuments, keyring, random } = ports;
  return provisionedUsers({ documents, bareDocuments, keyring, random });
}

/** Returns the names that identity systems gave to people. */
export function provisionedNamesOf(ports: DirectoryPorts): SealedEntries<ProvisionedName> {
  const { documents, keyring, random } = ports;
  return provisionedNames({ documents, keyring, random });
}
