import { attachmentLimits, type CheckedAttachment } from "./attachment.ts";
import { checkJpeg } from "./jpeg.ts";
import { checkPdf } from "./pdf.ts";
import { checkPng } from "./png.ts";

/**
 * Returns the file with its type, or why it is not taken. `content` is the file without what a
 * picture's format does not call for behind its end, where a second file could hide. Pictures are not
 * decompressed, and of a PDF only its compressed objects, up to a bound, so that a small file cannot
 * become a large one here. This is no virus scanner: it
 * knows what a file is, not what it does to a weak viewer.
 */
export function checkAttachment(bytes: Uint8Array): CheckedAttachment {
  if (bytes.length === 0) return { ok: false, problem: "empty" };
  if (bytes.length > attachmentLimits.bytesMax) return { ok: false, problem: "too-large" };
  for (const check of [checkPng, checkJpeg, checkPdf]) {
    const found = check(bytes);
    if (found !== null) return found;
  }
  return { ok: false, problem: "unknown-type" };
}
