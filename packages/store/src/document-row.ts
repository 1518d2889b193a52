import { type StoredDocument, unixMilliseconds } from "@jeton/core";

/** A row of `documents`, without the kind that was asked for. */
export type DocumentRow = {
  readonly id: string;
  readonly revision: number;
  readonly body: string;
  readonly expires_at: number | null;
};

/** Returns the document of a row. */
export function decodeDocumentRow({ id, revision, body, expires_at }: DocumentRow): StoredDocument {
  const expiresAt = expires_at === null ? null : unixMilliseconds(expires_at);
  return { id, revision, body, expiresAt };
}
