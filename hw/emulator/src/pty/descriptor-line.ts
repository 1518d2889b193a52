import { readSync, writeSync } from "node:fs";

// A client that never reads must not fill our memory: as on a wire, what nobody reads is lost.
const unreadBytesMax = 64 * 1024;

/** A line behind an open file that does not block: what has come can be taken at any moment. */
export class DescriptorLine {
  readonly #descriptor: number;
  readonly #chunk = new Uint8Array(4096);
  #unread = new Uint8Array(0);

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Takes bytes that have come; null when none have. Throws when the file is gone. */
  read(): Uint8Array | null {
    this.#pass();
    const size = unlessBlocked(() => readSync(this.#descriptor, this.#chunk));
    return size === 0 ? null : this.#chunk.slice(0, size);
  }

  /** Sends bytes, now or, while the other end takes none, at later reads. */
  write(bytes: Uint8Array): void {
    if (this.#unread.length + bytes.length > unreadBytesMax) return;
    const all = new Uint8Array(this.#unread.length + bytes.length);
    all.set(this.#unread);
    all.set(bytes, this.#unread.length);
    this.#unread = all;
    this.#pass();
  }

  #pass(): void {
    if (this.#unread.length === 0) return;
    const size = unlessBlocked(() => writeSync(this.#descriptor, this.#unread));
    this.#unread = this.#unread.subarray(size);
  }
}

/** Returns what `transfer` does; 0 when the file would have made it wait. */
function unlessBlocked(transfer: () => number): number {
  try {
    return transfer();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EAGAIN") return 0;
    throw error;
  }
}
