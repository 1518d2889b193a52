import { decodePacket, type Packet } from "./packet.ts";

/**
 * Finds the packets in a stream of bytes, in any chunks. Where no packet begins, one byte is dropped
 * and the search goes on, so that nothing but a wrong checksum that fits (1 of 65,536 garbled
 * packets) lets a wrong packet through, and no garbage hides a packet for longer than its 26 bytes.
 */
export class PacketParser {
  #bytes: Uint8Array = new Uint8Array(0);
  #dropped = 0;

  /** Bytes dropped so far because no packet began at them. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Whether bytes wait that may be the beginning of a packet. */
  get waits(): boolean {
    return this.#bytes.length > 0;
  }

  /** Takes what arrived and answers the packets that it completes. */
  push(chunk: Uint8Array): readonly Packet[] {
    const bytes = new Uint8Array(this.#bytes.length + chunk.length);
    bytes.set(this.#bytes);
    bytes.set(chunk, this.#bytes.length);
    return this.#take(bytes, false);
  }

  /**
   * Says that nothing more will come of what waits: the line is silent. It is dropped byte by byte,
   * and the packets that it hid are answered.
   */
  flush(): readonly Packet[] {
    return this.#take(this.#bytes, true);
  }

  /** Forgets what waits, as after a line was opened anew. */
  clear(): void {
    this.#bytes = new Uint8Array(0);
  }

  #take(bytes: Uint8Array, isAll: boolean): readonly Packet[] {
    const packets: Packet[] = [];
    let at = 0;
    while (at < bytes.length) {
      const found = decodePacket(bytes.subarray(at));
      if (found.ok) {
        packets.push(found.packet);
        at += found.size;
      } else if (found.problem === "incomplete" && !isAll) {
        break;
      } else {
        this.#dropped += 1;
        at += 1;
      }
    }
    this.#bytes = bytes.slice(at);
    return packets;
  }
}
