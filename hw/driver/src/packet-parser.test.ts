import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dataLengthMax, encodePacket, type Packet, packetOverhead } from "./packet.ts";
import { PacketParser } from "./packet-parser.ts";

const anyPacket: fc.Arbitrary<Packet> = fc.record({
  type: fc.integer({ min: 0, max: 255 }),
  data: fc.uint8Array({ maxLength: dataLengthMax }),
});

/** Feeds bytes in chunks of the given sizes, over and over. */
function parsed(bytes: Uint8Array, sizes: readonly number[]): readonly Packet[] {
  const parser = new PacketParser();
  const packets: Packet[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    packets.push(...parser.push(bytes.subarray(at, at + size)));
    at += size;
  }
  packets.push(...parser.flush());
  return packets;
}

const anySizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

describe("PacketParser", () => {
  test("finds every packet, in whatever chunks they come, and drops nothing", () => {
    fc.assert(
      fc.property(fc.array(anyPacket, { maxLength: 12 }), anySizes, (packets, sizes) => {
        expect(parsed(joined(packets.map(encodePacket)), sizes)).toEqual(packets);
      }),
    );
  });

  test("finds the same packets in any chunks of any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), anySizes, (bytes, sizes) => {
        expect(parsed(bytes, sizes)).toEqual(parsed(bytes, [bytes.length + 1]));
      }),
    );
  });

  test("finds the packets behind garbage once the line was silent", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), anyPacket, (garbage, packet) => {
        const found = parsed(joined([garbage, encodePacket(packet)]), [1]);
        // Garbage can hold a packet of its own only where its checksum fits by chance.
        expect(found.at(-1)).toEqual(packet);
      }),
    );
  });

  test("is held up by garbage for no more bytes than a packet has", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), anyPacket, (garbage, packet) => {
        const parser = new PacketParser();
        parser.push(garbage);
        const held = Math.ceil((dataLengthMax + packetOverhead) / 4) + 1;
        const found = Array.from({ length: held + 1 }, () => parser.push(encodePacket(packet)));
        expect(found.flat().at(-1)).toEqual(packet);
      }),
    );
  });

  test("recovers from a lost, a wrong and a doubled byte at every place of a stream", () => {
    const packets = [
      { type: 0, data: Uint8Array.of(1, 2, 3) },
      { type: 0x4a, data: new Uint8Array(9) },
      { type: 0x80, data: Uint8Array.of(22) },
    ];
    const stream = joined(packets.map(encodePacket));
    const last = { type: 0x41, data: Buffer.from("CFA633:h1.5,k1.7") };
    for (let at = 0; at < stream.length; at += 1) {
      const [head, byte, tail] = [stream.subarray(0, at), stream[at] ?? 0, stream.subarray(at + 1)];
      for (const middle of [[], [byte ^ 0x10], [byte, byte]]) {
        const found = parsed(
          joined([head, Uint8Array.from(middle), tail, encodePacket(last)]),
          [7],
        );
        expect(Buffer.from(found.at(-1)?.data ?? []).toString()).toBe("CFA633:h1.5,k1.7");
        // At most the two packets at the fault are lost, and nothing is made up.
        expect(found.length).toBeGreaterThanOrEqual(2);
        for (const each of found.slice(0, -1)) {
          expect(packets.map(({ type }) => type)).toContain(each.type);
        }
      }
    }
  });

  test("counts what it drops", () => {
    const parser = new PacketParser();
    parser.push(Uint8Array.of(0xff, 0xff, 0xff));
    parser.flush();
    expect(parser.dropped).toBe(3);
  });
});
