import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crc16 } from "./crc16.ts";
import { dataLengthMax, decodePacket, encodePacket, type Packet } from "./packet.ts";

const vectors = readFileSync(new URL("../../vectors/packets.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split("|").map((field) => field.trim()));

const anyPacket: fc.Arbitrary<Packet> = fc.record({
  type: fc.integer({ min: 0, max: 255 }),
  data: fc.uint8Array({ maxLength: dataLengthMax }),
});

describe("crc16()", () => {
  test("is CRC-16/X-25: 123456789 gives 906E, nothing gives 0", () => {
    expect(crc16(Buffer.from("123456789"))).toBe(0x906e);
    expect(crc16(new Uint8Array(0))).toBe(0);
  });
});

describe("decodePacket()", () => {
  test.each(vectors)("%s", (_name, hex = "", outcome = "") => {
    const found = decodePacket(Buffer.from(hex.replaceAll(" ", ""), "hex"));
    if (!found.ok) {
      expect(found.problem).toBe(outcome);
      return;
    }
    const { type, data } = found.packet;
    const bytes = Buffer.from(data)
      .toString("hex")
      .replace(/(..)(?=.)/g, "$1 ");
    expect(`packet ${type} ${bytes}`.trim()).toBe(outcome);
    expect(Buffer.from(encodePacket(found.packet)).toString("hex")).toBe(hex.replaceAll(" ", ""));
  });

  test("gives back what encodePacket() was given, and says how long it is", () => {
    fc.assert(
      fc.property(anyPacket, fc.uint8Array({ maxLength: 9 }), (packet, more) => {
        const bytes = encodePacket(packet);
        expect(decodePacket(Uint8Array.from([...bytes, ...more]))).toEqual({
          ok: true,
          packet,
          size: bytes.length,
        });
      }),
    );
  });

  test("accepts no packet in which one or two bits, or up to 16 in a row, are wrong", () => {
    fc.assert(
      fc.property(anyPacket, fc.nat(), fc.integer({ min: 1, max: 0xffff }), (packet, at, burst) => {
        const bytes = encodePacket(packet);
        const bits = bytes.length * 8;
        const wrong = bytes.slice();
        for (let bit = 0; bit < 16; bit += 1) {
          const where = (at % bits) + bit;
          if (where >= bits || ((burst >>> bit) & 1) === 0) continue;
          wrong[where >>> 3] = (wrong[where >>> 3] ?? 0) ^ (1 << (where & 7));
        }
        const found = decodePacket(wrong);
        // A changed length asks for other bytes: what is cut or longer is no packet of this size.
        if (found.ok)
          expect(found.size === bytes.length && wrong.every((b, i) => b === bytes[i])).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("encodePacket()", () => {
  test("refuses a type and a length that no packet has", () => {
    expect(() => encodePacket({ type: 256, data: new Uint8Array(0) })).toThrow(RangeError);
    expect(() => encodePacket({ type: 0, data: new Uint8Array(23) })).toThrow(
      "Cannot put 23 bytes into a packet: expected at most 22",
    );
  });
});
