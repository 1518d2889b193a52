import type { UnixMilliseconds } from "../base/units.ts";

/** What a service keeps beside its keys, one small JSON text each: an account, a ticket, a token. */
export type StoredDocument = {
  readonly id: string;
  /** 1 at first, one more with each change. */
  readonly revision: number;
  readonly body: string;
  /** From this moment on the document may be swept; null: never. */
  readonly expiresAt: UnixMilliseconds | null;
};

/** A part of the documents of a kind, in the order of their ids (by code unit). */
export type DocumentPage = {
  /** Ids that begin so; "" for all. */
  readonly prefix: string;
  /** Only ids behind this one in the order that is asked for; null from the first one on. */
  readonly after: string | null;
  readonly limit: number;
  readonly newestFirst: boolean;
};

/**
 * Where documents are kept: by kind and id, changed by compare-and-set only. A kind is 1 to 40
 * characters of `a-z` and `-`, an id 1 to 200 printable ASCII characters. Documents of one kind
 * that belong together share a prefix of their ids. Every method throws OtpError STORE_UNUSABLE
 * when the store itself cannot be used, RangeError for a kind or an id that is none.
 */
export type DocumentStore = {
  readonly load: (kind: string, id: string) => Promise<StoredDocument | null>;
  /**
   * Writes the document and answers true, or does nothing and returns false when it is no longer
   * at `revision` (0: is not there). Once it answered true, nothing takes it back.
   */
  readonly put: (
    kind: string,
    id: string,
    revision: number,
    next: Pick<StoredDocument, "body" | "expiresAt">,
  ) => Promise<boolean>;
  /** Removes the document at `revision`, or answers false and does nothing. */
  readonly remove: (kind: string, id: string, revision: number) => Promise<boolean>;
  readonly list: (kind: string, page: DocumentPage) => Promise<readonly StoredDocument[]>;
  /** Returns the kinds of which there are documents, in the order of their names. */
  readonly kinds: () => Promise<readonly string[]>;
  /** Removes what expired before `now`, and answers how many. An expired document can be loaded until then. */
  readonly sweep: (now: UnixMilliseconds) => Promise<number>;
};
