import type { CheckedAttachment } from "./attachment.ts";

/** Where `%%EOF` and the place of the cross-reference are looked for, from the end. */
const trailerBytes = 1024;

/**
 * What a page never needs, by the names of ISO 32000-2: scripts, programs to start, files within,
 * forms that send, and encryption, behind which all of it could stand.
 */
const activeNames =
  /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|SubmitForm|ImportData|RichMedia|Encrypt)(?![A-Za-z])/u;

/**
 * Answers what a PDF is: its header in front, its `%%EOF` at the end, and before it the place of a
 * cross-reference that is there (ISO 32000-2, §7.5). Names within compressed objects are not seen.
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
  // A name may be written with escapes (§7.3.5): /J#61vaScript is /JavaScript.
  const names = withoutStreams(text).replace(/#([0-9a-f]{2})/giu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  if (activeNames.test(names)) return { ok: false, problem: "active-pdf" };
  return { ok: true, mediaType: "application/pdf", content: bytes };
}

/** Streams hold compressed bytes, in which any short name occurs by chance. */
function withoutStreams(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let at = text.indexOf("stream"); at !== -1; at = text.indexOf("stream", from)) {
    // A stream follows its dictionary (§7.3.8.1).
    const isStream = text
      .slice(Math.max(from, at - 6), at)
      .trimEnd()
      .endsWith(">>");
    const end = isStream ? text.indexOf("endstream", at) : at;
    if (end === -1) break;
    kept.push(text.slice(from, at));
    from = end + (isStream ? "endstream".length : "stream".length);
  }
  kept.push(text.slice(from));
  return kept.join("");
}
