import { type DocumentStore, type Keyring, OtpError, openBody, sealBody } from "@jeton/core";

// The mark says that everything in the store was sealed. It is what keeps a thief from taking the
// seals off: a record without one is damaged where the mark stands, and nothing seals it anew.

const kind = "installation";
const id = "sealed";
const body = JSON.stringify({ version: 1 });

/** What the mark of a store says. */
export type StoreMark = "missing" | "unknown-key" | "there";

/** Returns what the mark says. An edited one is there all the same: verification names it. */
export async function readMark(documents: DocumentStore, keyring: Keyring): Promise<StoreMark> {
  const found = await documents.load(kind, id);
  if (found === null) return "missing";
  return openBody(keyring, { kind, ...found }).finding === "unknown-key" ? "unknown-key" : "there";
}

/** Marks the store as sealed; does nothing to one that is marked already. */
export async function putMark(documents: DocumentStore, keyring: Keyring): Promise<void> {
  const content = { kind, id, revision: 1, expiresAt: null, body };
  await documents.put(kind, id, 0, { body: sealBody(keyring, content), expiresAt: null });
}

/** Returns what is thrown for a store that an earlier version of this program wrote. */
export function notSealed(store: string): OtpError {
  return new OtpError(
    "STORE_UNUSABLE",
    `Cannot open the store ${store}: its records are not sealed, as this version wants; stop all that uses it and run jeton store migrate once. If that was done before, somebody edited the store: restore a backup`,
  );
}
