import { deflateSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jpeg, pdf, png, pngChunk, pngOf } from "../../../test-support/attachments.ts";
import { attachmentLimits } from "./attachment.ts";
import { checkAttachment } from "./check-attachment.ts";
import { crc32 } from "./crc32.ts";

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
const problemOf = (bytes: Uint8Array) => {
  const checked = checkAttachment(bytes);
  return checked.ok ? checked.mediaType : checked.problem;
};

describe("checkAttachment()", () => {
  test.each([
    ["image/png", png],
    ["image/jpeg", jpeg],
    ["application/pdf", pdf()],
  ] as const)("knows a whole %s", (mediaType, content) => {
    expect(checkAttachment(content)).toEqual({ ok: true, mediaType, content });
  });

  test.each([
    ["png", png],
    ["jpeg", jpeg],
    ["pdf", pdf()],
  ])("calls a %s that is cut short damaged, wherever it is cut", (_, whole) => {
    for (let length = 8; length < whole.length - 1; length += 1) {
      expect(["damaged"], String(length)).toContain(problemOf(whole.subarray(0, length)));
    }
  });

  test("finds any changed byte of a PNG's chunks", () => {
    for (let at = 8; at < png.length; at += 1) {
      const changed = Uint8Array.from(png);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(["damaged", "too-many-pixels"]).toContain(problemOf(changed));
    }
  });

  test.each([
    ["nothing", new Uint8Array(0), "empty"],
    ["a byte too many", new Uint8Array(attachmentLimits.bytesMax + 1), "too-large"],
    ["a page of HTML", bytesOf("<!doctype html><script>alert(1)</script>"), "unknown-type"],
    ["an SVG", bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'), "unknown-type"],
    ["a ZIP", bytesOf("PK\u0003\u0004"), "unknown-type"],
    ["a GIF", bytesOf("GIF89a"), "unknown-type"],
    ["a program", bytesOf("MZ\u0090\u0000"), "unknown-type"],
    ["a PDF behind other bytes", joined(bytesOf("\n"), pdf()), "unknown-type"],
    ["a PNG's first bytes alone", png.subarray(0, 8), "damaged"],
    ["a PNG without data", pngOf({ width: 1, height: 1, data: null }), "damaged"],
    ["a PNG of no width", pngOf({ width: 0, height: 1 }), "damaged"],
    ["a PNG of 2.5 gigapixels", pngOf({ width: 50_000, height: 50_000 }), "too-many-pixels"],
    ["a JPEG's first bytes alone", jpeg.subarray(0, 3), "damaged"],
    [
      "a PDF with a script",
      pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
      "active-pdf",
    ],
    ["a PDF that hides it", pdf("/OpenAction << /S /J#61v#61Script >>"), "active-pdf"],
    ["a PDF that starts a program", pdf("/A << /S /Launch /F (cmd.exe) >>"), "active-pdf"],
    ["a PDF with a file within", pdf("/Names << /EmbeddedFiles 9 0 R >>"), "active-pdf"],
    ["a PDF with a password", pdf("/Encrypt 9 0 R"), "active-pdf"],
    ["a PDF whose table is elsewhere", bytesOf("%PDF-1.7\nx\nstartxref\n9\n%%EOF\n"), "damaged"],
    ["a PDF of version 9", bytesOf("%PDF-9.9\nxref\nstartxref\n9\n%%EOF\n"), "damaged"],
  ])("does not take %s", (_, bytes, problem) => {
    expect(problemOf(bytes)).toBe(problem);
  });

  // Goal: a bomb costs what its bytes cost, not what they would become.
  // Method: a PNG whose 40,000 × 1,000 pixels are zeros, some 40 kB; it is taken, and not unpacked.
  test("does not decompress a picture", () => {
    const data = deflateSync(new Uint8Array(40_000 * 1000));
    const bomb = pngOf({ width: 40_000, height: 1000, data });
    expect(bomb.length).toBeLessThan(100_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(problemOf(bomb)).toBe("image/png");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });

  // Goal: no file of the size that is taken can hold the server up.
  // Method: what invites a reader to begin again and again, three mebibytes of it, and a loose bound.
  test.each([
    ["a PDF", "%PDF-1.7\nxref\n", ">> stream\n", "unreadable-pdf"],
    ["a PDF of streams", "%PDF-1.7\nxref\n", "<<>>stream\nendstream\n", "application/pdf"],
    ["a PDF of names", "%PDF-1.7\nxref\n", "/J#53 ", "active-pdf"],
    ["a PDF of brackets", "%PDF-1.7\nxref\n", "(", "unreadable-pdf"],
    ["a PDF of openings", "%PDF-1.7\nxref\n", "/OpenAction [] ", "active-pdf"],
    ["a PDF of objects", "%PDF-1.7\nxref\n", "1 0 obj 0 endobj ", "application/pdf"],
    ["a PDF of false ones", "%PDF-1.7\nxref\n(", "0obj", "unreadable-pdf"],
    ["a PDF of hex strings", "%PDF-1.7\nxref\n", "<0", "unreadable-pdf"],
    ["a PDF of comments", "%PDF-1.7\nxref\n", "%1", "application/pdf"],
    ["a JPEG", "\u00ff\u00d8\u00ff\u00e0\u0000\u0002", "\u00ff\u00e0\u0000\u0002", "damaged"],
    ["a JPEG of fill bytes", "\u00ff\u00d8\u00ff", "\u00ff", "damaged"],
  ])("reads %s once, whatever it repeats", (_, begin, part, problem) => {
    const times = Math.floor((attachmentLimits.bytesMax - 2000) / part.length);
    const end = "startxref\n9\n%%EOF\n";
    const begun = process.cpuUsage();
    expect(problemOf(bytesOf(begin + part.repeat(times) + end))).toBe(problem);
    // Of the processor, since other tests run beside this one. In microseconds.
    expect(process.cpuUsage(begun).user).toBeLessThan(5_000_000);
  });

  test.each([
    ["PNG", png],
    ["JPEG", jpeg],
  ])("cuts off what hides behind the end of a %s", (_, picture) => {
    const hidden = joined(picture, bytesOf("PK\u0003\u0004<script>"));
    expect(checkAttachment(hidden)).toMatchObject({ ok: true, content: picture });
  });

  test("takes a JPEG of several scans, with fill bytes and restart markers", () => {
    const scan = Uint8Array.of(0xff, 0xda, 0, 2, 1, 0xff, 0, 2, 0xff, 0xd3, 3);
    const withMore = joined(
      jpeg.subarray(0, -2),
      Uint8Array.of(0xff, 0xff),
      scan,
      jpeg.subarray(-2),
    );
    expect(problemOf(withMore)).toBe("image/jpeg");
  });

  test("answers for any bytes, and keeps no more than it was given", () => {
    const begins = [
      new Uint8Array(0),
      png.subarray(0, 8),
      jpeg.subarray(0, 4),
      bytesOf("%PDF-1.7\n"),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...begins), fc.uint8Array({ maxLength: 200 }), (begin, rest) => {
        const bytes = joined(begin, rest);
        const checked = checkAttachment(bytes);
        if (checked.ok) expect(checked.content.length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

test("crc32() answers the check value of its definition", () => {
  expect(crc32(bytesOf("123456789"))).toBe(0xcbf43926);
  expect(pngChunk("IEND", new Uint8Array(0)).subarray(8)).toEqual(
    Uint8Array.of(0xae, 0x42, 0x60, 0x82),
  );
});
