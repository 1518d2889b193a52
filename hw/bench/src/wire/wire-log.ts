import { commandOf, type Packet, packetKind } from "@jeton/board";
import type { WireEntry } from "../result/bench-result.ts";
import { commandName, seedCommand } from "./packet-words.ts";
import { SplitStream } from "./split-stream.ts";

const keptAtEachEnd = 200;

/**
 * What went over the wire, packet by packet: the first and the last few hundred are kept. Seeds are
 * masked before they are kept.
 */
export class WireLog {
  readonly #toBoard = new SplitStream();
  readonly #fromBoard = new SplitStream();
  readonly #first: WireEntry[] = [];
  readonly #last: WireEntry[] = [];
  #leftOut = 0;
  #commandAt: number | null = null;
  readonly #latencies: number[] = [];
  /** Whether times from command to answer are kept. */
  isMeasuring = true;

  /** Bytes went or came at this moment. */
  note(direction: WireEntry["direction"], bytes: Uint8Array, milliseconds: number): void {
    const stream = direction === "to-board" ? this.#toBoard : this.#fromBoard;
    for (const part of stream.push(bytes)) {
      this.#keep({ milliseconds, direction, ...part });
      if (part.packet !== null) this.#measure(part.packet, milliseconds);
    }
  }

  /** From a command's writing to the last byte of its answer, ms. */
  get latencies(): readonly number[] {
    return this.#latencies;
  }

  entries(): readonly WireEntry[] {
    return [...this.#first, ...this.#last];
  }

  get leftOut(): number {
    return this.#leftOut;
  }

  #measure(packet: Packet, milliseconds: number): void {
    const kind = packetKind(packet);
    if (kind === "command") this.#commandAt = milliseconds;
    if (kind === "command" || kind === "report" || this.#commandAt === null) return;
    if (this.isMeasuring) this.#latencies.push(milliseconds - this.#commandAt);
    this.#commandAt = null;
  }

  #keep(part: {
    readonly milliseconds: number;
    readonly direction: WireEntry["direction"];
    readonly bytes: Uint8Array;
    readonly packet: Packet | null;
  }): void {
    const entry = {
      milliseconds: part.milliseconds,
      direction: part.direction,
      bytes: hexOf(part.bytes, part.packet),
      means: part.packet === null ? "no packet" : packetWords(part.packet),
    };
    if (this.#first.length < keptAtEachEnd) {
      this.#first.push(entry);
      return;
    }
    this.#last.push(entry);
    if (this.#last.length <= keptAtEachEnd) return;
    this.#last.shift();
    this.#leftOut += 1;
  }
}

function packetWords(packet: Packet): string {
  const kind = packetKind(packet);
  if (kind === "report") return packet.type === 0x80 ? "report: key" : `report ${packet.type}`;
  const name = commandName(commandOf(packet));
  if (kind === "command") return name;
  return kind === "answer" ? `answer: ${name}` : `no: ${name}`;
}

/** In hexadecimal; of a packet that carries a seed only type, length and offset. */
function hexOf(bytes: Uint8Array, packet: Packet | null): string {
  const carriesSeed =
    packet === null || (packetKind(packet) === "command" && commandOf(packet) === seedCommand);
  // Bytes that are no packet may be a part of a spoilt one that carried a seed.
  const shown = packet === null ? 0 : carriesSeed ? 3 : bytes.length;
  return [...bytes]
    .map((byte, index) => (index < shown ? byte.toString(16).padStart(2, "0") : "··"))
    .join(" ");
}
