import type { StoredDocument } from "@jeton/core";

/** What was opened once, with the text that it was opened from. */
type Kept<T> = { readonly body: string; readonly revision: number; readonly opened: T };

/** Documents that are kept opened at most. */
const keptMax = 20_000;

/**
 * Returns what goes through documents and opens each, but for those that it opened before and that did not change.
 * `open` returns null for one that is left out. What is no longer there is forgotten when all were gone through.
 */
export function keptOpened<T>(
  documents: () => AsyncIterable<StoredDocument>,
  open: (document: StoredDocument) => T | null,
): () => AsyncGenerator<T> {
  let kept = new Map<string, Kept<T>>();
  return async function* everyOpened() {
    const seen = new Map<string, Kept<T>>();
    let isWhole = false;
    try {
      for await (const document of documents()) {
        const { id, body, revision } = document;
        const before = kept.get(id);
        const isSame = before?.body === body && before.revision === revision;
        const opened = isSame ? before.opened : open(document);
        if (opened === null) continue;
        if (seen.size < keptMax) seen.set(id, { body, revision, opened });
        yield opened;
      }
      isWhole = true;
    } finally {
      if (isWhole) kept = seen;
      else for (const [id, one] of seen) if (kept.size < keptMax || kept.has(id)) kept.set(id, one);
    }
  };
}
