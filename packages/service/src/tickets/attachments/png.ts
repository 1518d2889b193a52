import { attachmentLimits, type CheckedAttachment } from "./attachment.ts";
import { crc32 } from "./crc32.ts";

// PNG, third edition (W3C 2025), §5.2: the eight bytes with which every file begins.
const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Length, type and CRC of a chunk, four bytes each. */
const chunkFrameBytes = 12;
const headerBytes = 13;

/**
 * Returns what a PNG is: its chunks in order from IHDR to IEND, each with its right CRC. Null for
 * what does not begin as one.
 */
export function checkPng(bytes: Uint8Array): CheckedAttachment | null {
  if (!signature.every((byte, index) => bytes[index] === byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hasData = false;
  for (let at = signature.length; at + chunkFrameBytes <= bytes.length; ) {
    const length = view.getUint32(at);
    const end = at + chunkFrameBytes + length;
    if (end > bytes.length) break;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!/^[A-Za-z]{4}$/u.test(type)) break;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) break;
    const isFirst = at === signature.length;
    if (isFirst !== (type === "IHDR")) break;
    if (isFirst) {
      if (length !== headerBytes) break;
      const width = view.getUint32(at + 8);
      const height = view.getUint32(at + 12);
      if (width === 0 || height === 0) break;
      // A few kilobytes of PNG can be gigabytes of pixels for the one who opens it.
      if (width * height > attachmentLimits.pixelsMax)
        return { ok: false, problem: "too-many-pixels" };
    }
    if (type === "IDAT") hasData = true;
    if (type === "IEND") {
      if (length !== 0 || !hasData) break;
      return { ok: true, mediaType: "image/png", content: bytes.subarray(0, end) };
    }
    at = end;
  }
  return { ok: false, problem: "damaged" };
}
