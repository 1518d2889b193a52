import { decodePacket, type Packet } from "@jeton/board";

/** Bytes of a stream: one packet, or what is none. */
export type StreamPart = { readonly bytes: Uint8Array; readonly packet: Packet | null };

/** Splits a stream into packets and what lies between them, for a log: nothing is lost. */
export class SplitStream {
  #waiting: readonly number[] = [];

  /** Takes a chunk and answers the parts that it completes. */
  push(chunk: Uint8Array): readonly StreamPart[] {
    const bytes = Uint8Array.from([...this.#waiting, ...chunk]);
    const parts: StreamPart[] = [];
    let at = 0;
    let garbageFrom = 0;
    const endGarbage = () => {
      if (garbageFrom < at) parts.push({ bytes: bytes.slice(garbageFrom, at), packet: null });
    };
    while (at < bytes.length) {
      const found = decodePacket(bytes.subarray(at));
      if (found.ok) {
        endGarbage();
        parts.push({ bytes: bytes.slice(at, at + found.size), packet: found.packet });
        at += found.size;
        garbageFrom = at;
      } else if (found.problem === "incomplete") {
        break;
      } else {
        at += 1;
      }
    }
    endGarbage();
    this.#waiting = [...bytes.subarray(at)];
    return parts;
  }
}
