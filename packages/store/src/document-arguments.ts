import type { DocumentPage, StoredDocument } from "@jeton/core";
import { requireWhole } from "./store-arguments.ts";

const kindForm = /^[a-z-]{1,40}$/;
const idForm = /^[ -~]{1,200}$/;
const prefixForm = /^[ -~]{0,200}$/;
/** What a database would alter or refuse; JSON escapes both. */
const unfitInBody = /\0|\p{Surrogate}/u;

/** Stands behind every character of an id: `prefix + afterEveryId` is behind all ids of a prefix. */
const afterEveryId = "\u007f";

/** Checks the name of a document. Throws RangeError for a kind or an id that is none. */
export function requireName(kind: string, id: string): void {
  requireKind(kind);
  if (!idForm.test(id)) throw wrong("id", id, "1 to 200 printable ASCII characters");
}

/** Checks what is to be written. Throws RangeError for what no JSON text and no moment can be. */
export function requireContent({
  body,
  expiresAt,
}: Pick<StoredDocument, "body" | "expiresAt">): void {
  if (unfitInBody.test(body)) {
    throw new RangeError("Cannot keep a document: its body is no JSON text");
  }
  if (expiresAt !== null) requireWhole("expiresAt", expiresAt);
}

/** The ids of a page, as bounds: `from <= id < before` and, when there is one, behind `after`. */
export type IdBounds = {
  readonly from: string;
  readonly before: string;
};

/** Returns the bounds of a page. Throws RangeError for a page that is none. */
export function boundsOf(kind: string, { prefix, after, limit }: DocumentPage): IdBounds {
  requireKind(kind);
  requireWhole("limit", limit);
  if (!prefixForm.test(prefix)) throw wrong("prefix", prefix, "printable ASCII characters");
  if (after !== null && !idForm.test(after)) throw wrong("after", after, "an id");
  return { from: prefix, before: `${prefix}${afterEveryId}` };
}

function requireKind(kind: string): void {
  if (!kindForm.test(kind)) throw wrong("kind", kind, "1 to 40 characters of a-z and -");
}

function wrong(name: string, found: string, wanted: string): RangeError {
  return new RangeError(
    `Cannot use a document: ${name} ${JSON.stringify(found.slice(0, 200))}, expected ${wanted}`,
  );
}
