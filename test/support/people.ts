import type { DocumentStore, Keyring } from "@jeton/core";
import { holderDirectory } from "@jeton/store/directory";

type Entry = Parameters<ReturnType<typeof holderDirectory>["put"]>[0];

/** What the directory has of a person about whom it knows nothing. */
export const nobody: Omit<Entry, "holder"> = {
  familyName: "",
  givenName: "",
  email: "",
  phone: "",
  school: "",
  language: "",
  groups: [],
};

/** Puts someone into the directory; what is not given is not known of them. */
export async function addPerson(
  { documents, keyring }: { readonly documents: DocumentStore; readonly keyring: Keyring },
  person: Pick<Entry, "holder"> & Partial<Entry>,
): Promise<void> {
  // Bytes of its own, so that those of a transcript stay as they are.
  const random = (bytes: number) => new Uint8Array(bytes).fill(person.holder.length);
  const directory = holderDirectory({ documents, keyring, random });
  if (await directory.put({ ...nobody, ...person }, 0)) return;
  throw new Error(`${person.holder} is in the directory already`);
}
