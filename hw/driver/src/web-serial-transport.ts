import { BoardError } from "./board-error.ts";
import { lineListeners } from "./line-listeners.ts";
import type { Transport, TransportClosed } from "./transport.ts";
import {
  messageOf,
  nameOf,
  nameOfPort,
  openProblem,
  type WebSerialPort,
} from "./web-serial-port.ts";

/**
 * Returns the line at a serial port of a browser. Opening it resets some boards (an Uno by DTR): give them time to
 * start. A browser changes the speed only by closing the port and opening it anew, which resets such boards again.
 */
export function webSerialTransport(
  port: WebSerialPort,
  given: { readonly baud: number },
): Transport {
  const line = new WebSerialLine(port);
  return {
    name: line.name,
    open: () => line.open(given.baud),
    close: () => line.end({ kind: "closed" }),
    write: (bytes) => line.write(bytes),
    setBaudRate: (baud) => line.reopen(baud),
    onData: line.listeners.onData,
    onClosed: line.listeners.onClosed,
  };
}

/**
 *   closed ──open──> open ──reopen──> changing ──> open
 *                     │                  │
 *                     └──────> over <────┘   closed, unplugged or failed: told once
 */
type LineState = "closed" | "open" | "changing" | "over";

class WebSerialLine {
  readonly name: string;
  readonly listeners = lineListeners();
  readonly #port: WebSerialPort;
  #state: LineState = "closed";
  #reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  #writer: WritableStreamDefaultWriter<Uint8Array> | null = null;
  #reading: Promise<void> = Promise.resolve();
  #released: Promise<void> = Promise.resolve();
  readonly #unplugged = (): void => void this.end({ kind: "unplugged" });

  constructor(port: WebSerialPort) {
    this.#port = port;
    this.name = nameOfPort(port);
  }

  async open(baud: number): Promise<void> {
    try {
      await this.#port.open({ baudRate: baud });
    } catch (error) {
      throw openProblem(this.name, error);
    }
    this.#port.addEventListener("disconnect", this.#unplugged);
    this.#begin();
  }

  /** Ends the line and lets go of the port; resolves when other programs can have it. */
  async end(reason: TransportClosed): Promise<void> {
    if (this.#state === "open" || this.#state === "changing") {
      this.#state = "over";
      this.#port.removeEventListener("disconnect", this.#unplugged);
      this.#released = this.#letGo();
      this.listeners.tellClosed(reason);
    }
    await this.#released;
  }

  async write(bytes: Uint8Array): Promise<void> {
    const writer = this.#writer;
    if (this.#state !== "open" || writer === null) throw this.#closedError();
    try {
      await writer.write(bytes);
    } catch (error) {
      void this.end(reasonOf(error));
      throw this.#closedError();
    }
  }

  async reopen(baud: number): Promise<void> {
    if (this.#state !== "open") throw this.#closedError();
    this.#state = "changing";
    await this.#letGo();
    if (this.#isOver()) throw this.#closedError();
    try {
      await this.#port.open({ baudRate: baud });
    } catch (error) {
      void this.end(reasonOf(error));
      throw openProblem(this.name, error);
    }
    // It was closed meanwhile: nobody would let go of the port.
    if (this.#isOver()) {
      await this.#letGo();
      throw this.#closedError();
    }
    this.#begin();
  }

  // A method, since the compiler does not see that the state changes during a wait.
  #isOver(): boolean {
    return this.#state === "over";
  }

  #begin(): void {
    this.#state = "open";
    this.#writer = this.#port.writable?.getWriter() ?? null;
    this.#reading = this.#readAll();
  }

  /** A framing error or an overrun ends one stream; the port then has another. A lost device has none. */
  async #readAll(): Promise<void> {
    while (this.#state === "open" && this.#port.readable !== null) {
      const reader = this.#port.readable.getReader();
      this.#reader = reader;
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          this.listeners.tellData(value);
        }
      } catch (error) {
        if (!garbled.has(nameOf(error))) {
          void this.end(reasonOf(error));
          return;
        }
      } finally {
        reader.releaseLock();
        this.#reader = null;
      }
    }
    if (this.#state === "open") void this.end({ kind: "unplugged" });
  }

  /** A port closes only when nothing holds its streams. What is lost already is let go of all the same. */
  async #letGo(): Promise<void> {
    const writer = this.#writer;
    this.#writer = null;
    await this.#reader?.cancel().catch(() => {});
    await this.#reading;
    await writer?.abort().catch(() => {});
    writer?.releaseLock();
    await this.#port.close().catch(() => {});
  }

  #closedError(): BoardError {
    return new BoardError(
      "PORT_CLOSED",
      `Cannot use ${this.name}: found it closed, wanted an open port`,
    );
  }
}

/** Errors of single bytes: lines lose and garble, and the conversation deals with it. */
const garbled: ReadonlySet<string> = new Set([
  ...["BufferOverrunError", "BreakError", "FramingError", "ParityError", "UnknownError"],
]);

function reasonOf(error: unknown): TransportClosed {
  const isGone = nameOf(error) === "NetworkError";
  return isGone ? { kind: "unplugged" } : { kind: "failed", message: messageOf(error) };
}
