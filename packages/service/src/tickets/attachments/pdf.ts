import type { CheckedAttachment } from "./attachment.ts";
import { isActivePdf } from "./pdf-actions.ts";
import { readPdfObjects } from "./pdf-objects.ts";

/** Where `%%EOF` and the place of the cross-reference are looked for, from the end. */
const trailerBytes = 1024;

/**
 * Returns what a PDF is: its header in front, its `%%EOF` at the end, and before it the place of a
 * cross-reference that is there (ISO 32000-2, §7.5). One that does more than show pages is not taken,
 * nor is one that cannot be read well enough to say so.
 */
export function checkPdf(bytes: Uint8Array): CheckedAttachment | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (!text.startsWith("%PDF-")) return null;
  const damaged = { ok: false, problem: "damaged" } as const;
  if (!/^%PDF-(?:1\.[0-7]|2\.0)[\r\n ]/u.test(text)) return damaged;
  const trailer = text.slice(-trailerBytes);
  const [, place] = /startxref\s+(\d{1,10})\s+%%EOF\s*$/u.exec(trailer) ?? [];
  if (place === undefined) return damaged;
  // A table ("xref") or, since 1.5, a stream ("12 0 obj").
  const reference = text.slice(Number(place), Number(place) + 40);
  if (!/^\s*(?:xref\b|\d+\s+\d+\s+obj\b)/u.test(reference)) return damaged;
  const objects = readPdfObjects(text);
  if (objects === null) return { ok: false, problem: "unreadable-pdf" };
  if (isActivePdf(objects)) return { ok: false, problem: "active-pdf" };
  return { ok: true, mediaType: "application/pdf", content: bytes };
}
