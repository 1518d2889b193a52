import type { Clock, Transport } from "@jeton/board";
import type { WireLog } from "./wire-log.ts";

/** What a request looked like on the wire, by the clock of the conversation, ms. */
export type WireMoments = {
  /** The last write was handed over. */
  readonly wroteAt: number;
  /** The last bytes arrived. */
  readonly heardAt: number;
  /** Writes since the wire was opened: one more for each try. */
  readonly writes: number;
};

/** A transport that keeps a log and the moments of its last bytes; what passes is not changed. */
export class LoggedWire implements Transport {
  readonly name: string;
  readonly #inner: Transport;
  readonly #clock: Clock;
  readonly #log: WireLog;
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  readonly #began: number;
  #moments: WireMoments = { wroteAt: 0, heardAt: 0, writes: 0 };

  constructor(inner: Transport, clock: Clock, log: WireLog) {
    this.name = inner.name;
    this.#inner = inner;
    this.#clock = clock;
    this.#log = log;
    this.#began = clock.now();
    inner.onData((bytes) => {
      const now = clock.now();
      this.#moments = { ...this.#moments, heardAt: now };
      log.note("from-board", bytes, now - this.#began);
      for (const listener of [...this.#listeners]) listener(bytes);
    });
  }

  get moments(): WireMoments {
    return this.#moments;
  }

  open(): Promise<void> {
    return this.#inner.open();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  write(bytes: Uint8Array): Promise<void> {
    const now = this.#clock.now();
    this.#moments = { ...this.#moments, wroteAt: now, writes: this.#moments.writes + 1 };
    this.#log.note("to-board", bytes, now - this.#began);
    return this.#inner.write(bytes);
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
}
