import { decodePacket, encodePacket, type Packet } from "@jeton/board";
import type { EmulatedBoard } from "@jeton/board-emulator";

/** Commands of our own, hw/PROTOCOL.md. */
export const ownCommands = {
  ...{ setTime: 48, getTime: 49, loadSeed: 50, finishSeed: 51, mode: 52, trim: 53, status: 54 },
  eraseSeed: 55,
} as const;

const answerMillisecondsMax = 250;

/** A client of a board in virtual time: one command, one answer, and the reports in between. */
export class AskedBoard {
  readonly board: EmulatedBoard;
  readonly reports: Packet[] = [];
  #received: number[] = [];

  constructor(board: EmulatedBoard) {
    this.board = board;
    board.onBytes((bytes) => this.#received.push(...bytes));
  }

  /** Returns the packet that comes back; throws when none does within 250 ms. */
  ask(type: number, data: Uint8Array | readonly number[] = []): Packet {
    const { board } = this;
    board.send(encodePacket({ type, data: Uint8Array.from(data) }));
    const end = board.sentAtMilliseconds + answerMillisecondsMax;
    while (board.nowMilliseconds < end) {
      board.advance(1);
      for (const packet of this.#taken()) {
        if ((packet.type & 0xc0) !== 0x80) return packet;
        this.reports.push(packet);
      }
    }
    throw new Error(`Cannot go on: no answer to command ${type} within 250 ms`);
  }

  /** Lets time pass, and gathers reports. */
  advance(milliseconds: number): void {
    this.board.advance(milliseconds);
    this.reports.push(...this.#taken());
  }

  #taken(): Packet[] {
    const packets: Packet[] = [];
    while (this.#received.length > 0) {
      const decoded = decodePacket(Uint8Array.from(this.#received));
      if (decoded.ok) {
        packets.push(decoded.packet);
        this.#received.splice(0, decoded.size);
      } else if (decoded.problem === "incomplete") {
        break;
      } else {
        this.#received.shift();
      }
    }
    return packets;
  }
}
