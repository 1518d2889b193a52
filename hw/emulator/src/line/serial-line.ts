// One direction of a serial line, bit by bit. Sender and receiver each have their own bit length, so
// a wrong baud rate does what it does on a wire: bits are sampled at the wrong places.
//
//        start  0  1  2  3  4  5  6  7  stop
//  ‾‾‾‾‾‾|____|..|..|..|..|..|..|..|..|‾‾‾‾‾
//  sampled  ^  ^  ^  ^  ^  ^  ^  ^  ^  ^     in the middle of the receiver's own bits

/** What a receiver made of one frame. */
export type ReceivedByte = { readonly byte: number; readonly framingError: boolean };

/** Bits of a frame: start, eight data, stop (8N1). */
export const bitsPerFrame = 10;

type SentFrame = { readonly start: number; readonly bit: number; readonly levels: number };

/**
 * The line between one sender and one receiver; times are in any one unit. The owner calls
 * `receiveAt(due)` when time has come to `due`, the middle of the stop bit that is being received.
 */
export class SerialLine {
  #frames: SentFrame[] = [];
  #heard = Number.NEGATIVE_INFINITY;
  #start: number | null = null;
  #receiverBit: number;
  #pendingBit: number | null = null;

  constructor(receiverBit: number) {
    this.#receiverBit = receiverBit;
  }

  /** When the frame that is being received can be read; infinite when the line is quiet. */
  get due(): number {
    return this.#start === null
      ? Number.POSITIVE_INFINITY
      : this.#start + (bitsPerFrame - 0.5) * this.#receiverBit;
  }

  /** From the next start bit on the receiver samples bits of this length. */
  setReceiverBit(bit: number): void {
    if (this.#start === null) this.#receiverBit = bit;
    else this.#pendingBit = bit;
  }

  /** Puts a byte on the line, from `start` on, in bits of length `bit`. */
  send(byte: number, start: number, bit: number): void {
    this.#frames.push({ start, bit, levels: (byte << 1) | 0x200 });
    if (this.#start === null) this.#start = this.#fallingEdgeAfter(this.#heard);
  }

  /** Takes the frame that is due, and looks for the next start bit. Null: it was only a glitch. */
  receive(): ReceivedByte | null {
    const start = this.#start;
    if (start === null) return null;
    const bit = this.#receiverBit;
    const level = (index: number): number => this.#level(start + (index + 0.5) * bit);
    const glitch = level(0) === 1;
    let byte = 0;
    for (let index = 1; index <= 8; index += 1) byte |= level(index) << (index - 1);
    const framingError = level(9) === 0;
    this.#heard = glitch ? start + bit / 2 : start + (bitsPerFrame - 0.5) * bit;
    this.#receiverBit = this.#pendingBit ?? bit;
    this.#pendingBit = null;
    this.#frames = this.#frames.filter(({ start: from, bit: length }) => {
      return from + bitsPerFrame * length > this.#heard;
    });
    this.#start = this.#fallingEdgeAfter(this.#heard);
    return glitch ? null : { byte, framingError };
  }

  /** Forgets what is on the line, as when the receiver is switched off. */
  clear(): void {
    this.#frames = [];
    this.#start = null;
    this.#receiverBit = this.#pendingBit ?? this.#receiverBit;
    this.#pendingBit = null;
  }

  #level(at: number): number {
    for (const { start, bit, levels } of this.#frames) {
      if (at >= start && at < start + bitsPerFrame * bit) {
        return (levels >> Math.floor((at - start) / bit)) & 1;
      }
    }
    return 1;
  }

  #fallingEdgeAfter(heard: number): number | null {
    for (const { start, bit, levels } of this.#frames) {
      for (let index = 0; index < bitsPerFrame; index += 1) {
        const edge = start + index * bit;
        if (edge < heard || ((levels >> index) & 1) === 1) continue;
        if (
          index > 0 ? ((levels >> (index - 1)) & 1) === 1 : this.#level(edge - bit / 1000) === 1
        ) {
          return edge;
        }
      }
    }
    return null;
  }
}
