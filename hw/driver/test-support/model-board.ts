import { type FarEnd, memoryLine } from "../src/memory-line.ts";
import { encodePacket, type Packet } from "../src/packet.ts";
import { PacketParser } from "../src/packet-parser.ts";
import type { Clock, Transport } from "../src/transport.ts";

/** A board by the book of hw/PROTOCOL.md, as far as the driver's own tests need one. */
export type ModelBoard = {
  readonly transport: Transport;
  readonly farEnd: FarEnd;
  /** What the glass shows. */
  readonly glass: () => readonly string[];
  readonly press: (report: number) => void;
  readonly baud: () => number;
  /** Commands that came, in order. */
  readonly commands: readonly number[];
  /** From now on it does not answer. */
  readonly hang: () => void;
};

const rowAddresses = [0x80, 0xc0];
const silenceMilliseconds = 30;

export function modelBoard(
  clock: Clock,
  given: { readonly version?: string; readonly answersAfter?: number } = {},
): ModelBoard {
  const memory = new Uint8Array(256).fill(0x20);
  const parser = new PacketParser();
  const commands: number[] = [];
  let baud = 19_200;
  let hangs = false;
  let stopSilence = (): void => {};
  const { transport, farEnd } = memoryLine("model", {
    received(bytes) {
      if (hangs) return;
      // At the wrong speed nothing is understood.
      if (farEnd.baud() !== null && farEnd.baud() !== baud) return;
      stopSilence();
      for (const packet of parser.push(bytes)) answer(packet);
      stopSilence = clock.after(silenceMilliseconds, () => parser.clear());
    },
  });

  function answer({ type, data }: Packet): void {
    commands.push(type);
    const reply = reactTo(type, data);
    const packet =
      reply === null
        ? { type: 0xc0 | (type & 0x3f), data: new Uint8Array(0) }
        : { type: 0x40 | type, data: reply };
    clock.after(given.answersAfter ?? 1, () => {
      farEnd.send(encodePacket(packet));
      if (type === 33 && reply !== null) baud = data[0] === 1 ? 115_200 : 19_200;
    });
  }

  function reactTo(type: number, data: Uint8Array): Uint8Array | null {
    const nothing = new Uint8Array(0);
    switch (type) {
      case 0:
        return data;
      case 1:
        return Buffer.from(given.version ?? "CFA633:h1.5,k1.7");
      case 6:
        memory.fill(0x20);
        return nothing;
      case 10: {
        const address = data[0] ?? 0;
        return Uint8Array.of(address, ...memory.subarray(address, address + 8));
      }
      case 31: {
        const [column = 0, row = 0] = data;
        const place = rowAddresses[row];
        if (place === undefined || column > 15) return null;
        memory.set(data.subarray(2, 2 + 16 - column), place + column);
        return nothing;
      }
      case 33:
        return data.length === 1 && (data[0] ?? 2) < 2 ? nothing : null;
      default:
        return [4, 5, 9, 13, 14, 23].includes(type) ? nothing : null;
    }
  }

  return {
    transport,
    farEnd,
    commands,
    glass: () =>
      rowAddresses.map((at) => Buffer.from(memory.subarray(at, at + 16)).toString("latin1")),
    press: (report) => farEnd.send(encodePacket({ type: 0x80, data: Uint8Array.of(report) })),
    baud: () => baud,
    hang: () => {
      hangs = true;
    },
  };
}
