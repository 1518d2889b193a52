import { deflateSync } from "node:zlib";
import { crc32 } from "../src/tickets/attachments/crc32.ts";

/** Returns a chunk of a PNG with its length and CRC. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(Buffer.from(type, "latin1"), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** Returns a grey PNG that says that it is so large; its data need not be. */
export function pngOf(picture: {
  readonly width: number;
  readonly height: number;
  readonly data?: Uint8Array | null;
}): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, picture.width);
  view.setUint32(4, picture.height);
  header[8] = 8;
  const data = picture.data === undefined ? deflateSync(new Uint8Array(2)) : picture.data;
  return Uint8Array.from(
    Buffer.concat([
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      pngChunk("IHDR", header),
      ...(data === null ? [] : [pngChunk("IDAT", data)]),
      pngChunk("IEND", new Uint8Array(0)),
    ]),
  );
}

/** A whole PNG of one pixel. */
export const png: Uint8Array<ArrayBuffer> = pngOf({ width: 1, height: 1 });

/** The frame of a JPEG of one pixel: SOI, APP0, SOF0, SOS with a few bytes of data, EOI. */
export const jpeg: Uint8Array<ArrayBuffer> = Uint8Array.of(
  ...[0xff, 0xd8],
  ...[0xff, 0xe0, 0, 7, 0x4a, 0x46, 0x49, 0x46, 0],
  ...[0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0],
  ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0],
  ...[0x12, 0xff, 0, 0x34],
  ...[0xff, 0xd9],
);

/** Returns a PDF without pages; `entries` stand in its catalogue. */
export function pdf(entries = ""): Uint8Array<ArrayBuffer> {
  const head = "%PDF-1.7\n";
  const catalogue = `1 0 obj\n<< /Type /Catalog ${entries} >>\nendobj\n`;
  const place = head.length + catalogue.length;
  const table = "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R >>\n";
  const text = `${head}${catalogue}${table}startxref\n${place}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(text, "latin1"));
}
