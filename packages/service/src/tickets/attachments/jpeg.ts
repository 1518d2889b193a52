import { attachmentLimits, type CheckedAttachment } from "./attachment.ts";

const damaged = { ok: false, problem: "damaged" } as const;

// ITU-T T.81, table B.1: the markers of frames, which say how large the picture is. C4, C8 and CC
// lie among them and are something else.
const frameMarkers = new Set([
  0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
]);
const marker = { start: 0xd8, end: 0xd9, scan: 0xda } as const;

/**
 * Returns what a JPEG is: segments from SOI to the EOI of the picture, a frame and a scan between
 * them. What stands behind EOI (a phone's second picture, or a file in hiding) is cut off.
 */
export function checkJpeg(bytes: Uint8Array): CheckedAttachment | null {
  if (bytes[0] !== 0xff || bytes[1] !== marker.start || bytes[2] !== 0xff) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hasFrame = false;
  let hasScan = false;
  for (let at = 2; ; ) {
    if (bytes[at] !== 0xff) return damaged;
    // Any number of fill bytes may stand before a marker (§B.1.1.2).
    while (bytes[at + 1] === 0xff) at += 1;
    const found = bytes[at + 1];
    if (found === undefined || found < 0xc0) return damaged;
    if (found === marker.end) {
      if (!hasFrame || !hasScan) return damaged;
      return { ok: true, mediaType: "image/jpeg", content: bytes.subarray(0, at + 2) };
    }
    if (found >= 0xd0 && found <= marker.start) return damaged;
    if (at + 4 > bytes.length) return damaged;
    const length = view.getUint16(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return damaged;
    if (frameMarkers.has(found)) {
      if (hasFrame || length < 8) return damaged;
      hasFrame = true;
      const height = view.getUint16(at + 5);
      const width = view.getUint16(at + 7);
      if (height === 0 || width === 0) return damaged;
      if (width * height > attachmentLimits.pixelsMax)
        return { ok: false, problem: "too-many-pixels" };
    }
    at = end;
    if (found === marker.scan) {
      if (!hasFrame) return damaged;
      hasScan = true;
      at = endOfScan(bytes, end);
    }
  }
}

/** Returns where the next marker stands: in a scan's data FF is followed by 00 or a restart marker. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    const isData = next === 0 || (next >= 0xd0 && next <= 0xd7);
    if (!isData) return at;
  }
  return bytes.length;
}
