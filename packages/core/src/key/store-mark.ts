import { OtpError } from "../base/otp-error.ts";
import type { Keyring } from "../seals/keyring.ts";
import { openBody, sealBody } from "./document-seal.ts";
import type { DocumentStore } from "./document-store.ts";

// The mark says that everything in the store was sealed. It is what keeps a thief from taking the
// seals off: a record without one is damaged where the mark stands, and nothing seals it anew. It also
// knows the last checkpoint: where the mark is missing no store opens, so it cannot go with them.

const kind = "installation";
const id = "sealed";

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
  const content = { kind, id, revision: 1, expiresAt: null, body: bodyOf(0) };
  await documents.put(kind, id, 0, { body: sealBody(keyring, content), expiresAt: null });
}

/** Returns what is thrown for a store that an earlier version of this program wrote. */
export function notSealed(store: string): OtpError {
  return new OtpError(
    "STORE_UNUSABLE",
    `Cannot open the store ${store}: its records are not sealed, as this version wants; stop all that uses it and run jeton store migrate once. If that was done before, somebody edited the store: restore a backup`,
  );
}

/** Returns the last checkpoint that the mark knows, 0 for none; null where there is no sound mark. */
export async function markedCheckpoint(documents: DocumentStore): Promise<number | null> {
  const found = await documents.load(kind, id);
  return found && checkpointIn(found.body);
}

/** Notes in the mark, where there is one, that this checkpoint was made. */
export async function markCheckpoint(documents: DocumentStore, sequence: number): Promise<void> {
  for (;;) {
    const found = await documents.load(kind, id);
    if (found === null || checkpointIn(found.body) >= sequence) return;
    const next = { body: bodyOf(sequence), expiresAt: null };
    if (await documents.put(kind, id, found.revision, next)) return;
  }
}

function bodyOf(checkpoint: number): string {
  return JSON.stringify({ version: 1, checkpoint });
}

function checkpointIn(body: string): number {
  const { checkpoint } = JSON.parse(body) as { readonly checkpoint?: unknown };
  return typeof checkpoint === "number" ? checkpoint : 0;
}
