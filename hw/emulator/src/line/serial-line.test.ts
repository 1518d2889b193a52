import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bitsPerFrame, type ReceivedByte, SerialLine } from "./serial-line.ts";

/** Sends the bytes without a pause, and answers all that a receiver with this bit length makes of it. */
function heard(bytes: Iterable<number>, senderBit: number, receiverBit: number): ReceivedByte[] {
  const line = new SerialLine(receiverBit);
  const received: ReceivedByte[] = [];
  let now = 0;
  const listenUntil = (end: number): void => {
    while (line.due <= end) {
      const one = line.receive();
      if (one !== null) received.push(one);
    }
  };
  for (const byte of bytes) {
    listenUntil(now);
    line.send(byte, now, senderBit);
    now += bitsPerFrame * senderBit;
  }
  listenUntil(Number.MAX_VALUE);
  return received;
}

describe("SerialLine", () => {
  test("carries every byte while the rates differ by less than 4 %", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.double({ min: 0.96, max: 1.04, noNaN: true }),
        (bytes, ratio) => {
          const expected = Array.from(bytes, (byte) => ({ byte, framingError: false }));
          expect(heard(bytes, 833, 833 * ratio)).toEqual(expected);
        },
      ),
    );
  });

  test("garbles at six times the rate: one slow byte becomes several wrong ones", () => {
    const received = heard([0x55], 6, 1);
    expect(received.length).toBeGreaterThan(1);
    expect(received.map(({ byte }) => byte)).not.toContain(0x55);
  });

  test("garbles at a sixth of the rate: several quick bytes become few, and stop bits are missed", () => {
    const received = heard(new Uint8Array(24), 1, 6);
    expect(received.length).toBeLessThan(24);
    expect(received.some(({ framingError }) => framingError)).toBe(true);
  });

  test("takes a start bit that is over before its middle for a glitch", () => {
    // 0xFF is low for one bit only, which is less than half a bit of the receiver.
    expect(heard([0xff], 1, 6)).toEqual([]);
  });

  test("finds the next frame again after any garbage and a pause", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 10 }), fc.nat(255), (garbage, byte) => {
        const line = new SerialLine(10);
        for (const [index, other] of garbage.entries()) line.send(other, index * 17, 1.7);
        while (line.due < Number.POSITIVE_INFINITY) line.receive();
        line.send(byte, 10_000, 10);
        expect(line.receive()).toEqual({ byte, framingError: false });
      }),
    );
  });
});
