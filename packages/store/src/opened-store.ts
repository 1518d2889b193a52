import type {
  ChainedEvent,
  DocumentStore,
  Floor,
  KeyRecord,
  KeyStore,
  StoredDocument,
  TrailAnchor,
} from "@jeton/core";

/** An open store: keys, and beside them, in the same database, the service's documents. */
export type OpenedStore = KeyStore & {
  readonly documents: DocumentStore;
  /** Returns how much is there, by the database's own counting. */
  readonly counts: () => Promise<StoreCounts>;
  /**
   * Returns records as their texts stand, in the order of the serials, those behind `after` only: for
   * the migration of what an earlier version wrote.
   */
  readonly recordTexts: (page: {
    readonly after: string | null;
    readonly limit: number;
  }) => Promise<readonly RecordText[]>;
  /**
   * Fills an empty store: all of it in one transaction, or nothing. Nothing else may be asked of it
   * meanwhile. Keys and documents begin at revision 1 again.
   * Throws OtpError STORE_UNUSABLE when the store is not empty.
   */
  readonly fill: (parts: AsyncIterable<StorePart>) => Promise<void>;
};

/** A record as its text stands. */
export type RecordText = {
  readonly serial: string;
  readonly revision: number;
  readonly text: string;
  readonly floor?: Floor;
};

/** How much a store holds. */
export type StoreCounts = {
  readonly keys: number;
  readonly events: number;
  readonly documents: number;
};

/** A part of what a store holds, small enough for one message to a server. */
export type StorePart = {
  /** Keys with all their events, and where those begin when old ones were cut. */
  readonly keys: readonly {
    readonly record: KeyRecord;
    /** In the store that it comes from. */
    readonly revision: number;
    readonly events: readonly ChainedEvent[];
    readonly anchor: TrailAnchor | null;
  }[];
  readonly documents: readonly { readonly kind: string; readonly document: StoredDocument }[];
};

/** Returns how a store says that it is not empty. */
export function notEmpty({ keys, documents }: StoreCounts): { found: string; cure: string } {
  return {
    found: `it is not empty (${keys} keys, ${documents} documents)`,
    cure: "choose an empty one",
  };
}
