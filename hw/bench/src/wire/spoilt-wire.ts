import type { Clock, Transport } from "@jeton/board";

/** How a wire spoils what goes over it: chances for each byte, either way. */
export type Spoiling = {
  readonly drop: number;
  readonly flip: number;
  readonly duplicate: number;
  readonly delayMilliseconds: number;
};

export type SpoiltBytes = {
  readonly dropped: number;
  readonly flipped: number;
  readonly duplicated: number;
  readonly bytes: number;
};

const nothing: SpoiltBytes = { dropped: 0, flipped: 0, duplicated: 0, bytes: 0 };

/** A transport that can be told to lose, garble, repeat and hold back bytes, the same for a seed. */
export class SpoiltWire implements Transport {
  readonly name: string;
  readonly #inner: Transport;
  readonly #clock: Clock;
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  #spoiling: Spoiling | null = null;
  #random: () => number = () => 0.5;
  #spoilt: SpoiltBytes = nothing;
  #arrives = 0;

  constructor(inner: Transport, clock: Clock) {
    this.name = inner.name;
    this.#inner = inner;
    this.#clock = clock;
    inner.onData((bytes) => this.#take(bytes));
  }

  /** From now on the wire spoils. `random` answers 0 up to 1. */
  spoil(spoiling: Spoiling, random: () => number): void {
    this.#spoiling = spoiling;
    this.#random = random;
    this.#spoilt = nothing;
  }

  /** From now on it is a good wire again; answers what it did. */
  mend(): SpoiltBytes {
    this.#spoiling = null;
    return this.#spoilt;
  }

  open(): Promise<void> {
    return this.#inner.open();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  async write(bytes: Uint8Array): Promise<void> {
    const sent = this.#spoil(bytes);
    await this.#heldBack();
    await this.#inner.write(sent);
  }

  setBaudRate(baud: number): Promise<void> {
    return this.#inner.setBaudRate(baud);
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onClosed(listener: Parameters<Transport["onClosed"]>[0]): () => void {
    return this.#inner.onClosed(listener);
  }

  #take(bytes: Uint8Array): void {
    const heard = this.#spoil(bytes);
    const tell = () => {
      for (const listener of [...this.#listeners]) listener(heard);
    };
    // What was held back before is not overtaken.
    const wait = Math.max(this.#delay(), this.#arrives - this.#clock.now());
    if (wait <= 0) {
      tell();
      return;
    }
    this.#arrives = this.#clock.now() + wait;
    this.#clock.after(wait, tell);
  }

  #heldBack(): Promise<void> {
    const wait = this.#delay();
    if (wait === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#clock.after(wait, resolve);
    });
  }

  #delay(): number {
    const most = this.#spoiling?.delayMilliseconds ?? 0;
    return most === 0 ? 0 : most * this.#random();
  }

  #spoil(bytes: Uint8Array): Uint8Array {
    const spoiling = this.#spoiling;
    if (spoiling === null) return bytes;
    const out: number[] = [];
    let { dropped, flipped, duplicated } = this.#spoilt;
    for (const byte of bytes) {
      if (this.#random() < spoiling.drop) {
        dropped += 1;
        continue;
      }
      const flips = this.#random() < spoiling.flip;
      const spoilt = flips ? byte ^ (1 << Math.floor(this.#random() * 8)) : byte;
      if (flips) flipped += 1;
      out.push(spoilt);
      if (this.#random() < spoiling.duplicate) {
        duplicated += 1;
        out.push(spoilt);
      }
    }
    this.#spoilt = { dropped, flipped, duplicated, bytes: this.#spoilt.bytes + bytes.length };
    return Uint8Array.from(out);
  }
}
