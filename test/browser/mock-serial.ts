import {
  builtFirmware,
  type LiveBoard,
  liveTransport,
  startWorkerBoard,
} from "@jeton/board-emulator";
import type { Page } from "playwright-core";

/**
 * A serial port of a page with an emulated board behind it: `navigator.serial` as the WICG Web Serial API and
 * Chromium have it, with their streams, locks and errors.
 */
export class MockSerial {
  readonly board: LiveBoard;
  readonly #page: Page;
  /** What the page asked of the port: "open 19200", "close". */
  readonly acts: string[] = [];
  readonly #transport: ReturnType<typeof liveTransport>;

  private constructor(page: Page, board: LiveBoard) {
    this.#page = page;
    this.board = board;
    this.#transport = liveTransport(board);
    this.#transport.onData((bytes) => {
      // A page that is being left takes nothing more.
      this.#page.evaluate(`mockSerial.arrive(${JSON.stringify([...bytes])})`).catch(() => {});
    });
  }

  /** Gives the pages that are opened from now on such a port. */
  static async give(page: Page): Promise<MockSerial> {
    const board = await startWorkerBoard({ flash: builtFirmware("board-hd44780") });
    const mock = new MockSerial(page, board);
    await page.exposeFunction("mockSerialOpened", async (baud: number) => {
      mock.acts.push(`open ${baud}`);
      await mock.#transport.open();
      await mock.#transport.setBaudRate(baud);
    });
    await page.exposeFunction("mockSerialClosed", async () => {
      mock.acts.push("close");
      await mock.#transport.close();
    });
    await page.exposeFunction("mockSerialWritten", (bytes: readonly number[]) =>
      mock.#transport.write(Uint8Array.from(bytes)),
    );
    await page.addInitScript(script);
    return mock;
  }

  /** What the reader does in the browser's chooser: takes the port, or closes the list. */
  async choose(what: "port" | "nothing"): Promise<void> {
    await this.#page.evaluate(`mockSerial.chosen = ${what === "port"}`);
  }

  /** Whether another program has the port. */
  async occupy(isBusy: boolean): Promise<void> {
    await this.#page.evaluate(`mockSerial.isBusy = ${isBusy}`);
  }

  async unplug(): Promise<void> {
    await this.#page.evaluate("mockSerial.unplug()");
  }

  async plug(): Promise<void> {
    await this.#page.evaluate("mockSerial.plug()");
  }

  /** The line garbles: one of the errors after which a port has another stream. */
  async garble(name: "FramingError" | "BufferOverrunError"): Promise<void> {
    await this.#page.evaluate(`mockSerial.garble(${JSON.stringify(name)})`);
  }

  async stop(): Promise<void> {
    await this.board.stop();
  }
}

// Runs in the page. Web Serial 4.4: open() makes the streams anew each time that they are asked for after an
// error, close() rejects while one of them is locked, a lost device errors both and is told by "disconnect".
const script = `
globalThis.mockSerial = (() => {
  const fail = (message, name) => new DOMException(message, name);
  class MockPort extends EventTarget {
    connected = true;
    #isOpen = false;
    #isLost = false;
    #readable = null;
    #writable = null;
    #source = null;
    #waiting = [];

    getInfo() {
      return { usbVendorId: 0x2341, usbProductId: 0x0043 };
    }

    async open({ baudRate, bufferSize = 255 } = {}) {
      if (this.#isOpen) throw fail("The port is already open.", "InvalidStateError");
      if (!(baudRate > 0) || !(bufferSize > 0)) throw new TypeError("Requested baud rate is not valid.");
      if (mock.isBusy || !this.connected) throw fail("Failed to open serial port.", "NetworkError");
      await mockSerialOpened(baudRate);
      this.#isOpen = true;
      this.#isLost = false;
    }

    get readable() {
      if (this.#readable !== null || !this.#isOpen || this.#isLost) return this.#readable;
      this.#readable = new ReadableStream({
        start: (source) => {
          this.#source = source;
          for (const bytes of this.#waiting.splice(0)) source.enqueue(bytes);
        },
        cancel: () => {
          this.#readable = null;
          this.#source = null;
        },
      });
      return this.#readable;
    }

    get writable() {
      if (this.#writable !== null || !this.#isOpen || this.#isLost) return this.#writable;
      const ended = () => {
        this.#writable = null;
      };
      this.#writable = new WritableStream({
        write: async (bytes) => {
          if (!(bytes instanceof Uint8Array)) throw new TypeError("expected bytes");
          if (this.#isLost) throw fail("The device has been lost.", "NetworkError");
          await mockSerialWritten([...bytes]);
        },
        abort: ended,
        close: ended,
      });
      return this.#writable;
    }

    async setSignals() {
      if (!this.#isOpen) throw fail("The port is closed.", "InvalidStateError");
    }

    async close() {
      if (!this.#isOpen) throw fail("The port is already closed.", "InvalidStateError");
      // Both reject while a reader or a writer holds them.
      if (this.#readable !== null) await this.#readable.cancel();
      if (this.#writable !== null) await this.#writable.abort();
      this.#isOpen = false;
      await mockSerialClosed();
    }

    arrive(bytes) {
      if (!this.#isOpen || this.#isLost) return;
      if (this.#source === null) this.#waiting.push(bytes);
      else this.#source.enqueue(bytes);
    }

    garble(name) {
      const source = this.#source;
      this.#readable = null;
      this.#source = null;
      source?.error(fail("The line garbled.", name));
    }

    lose() {
      this.connected = false;
      this.#isLost = true;
      this.garble("NetworkError");
      this.#writable = null;
      this.dispatchEvent(new Event("disconnect", { bubbles: true }));
    }

    regain() {
      this.connected = true;
      this.dispatchEvent(new Event("connect", { bubbles: true }));
    }
  }

  const port = new MockPort();
  const mock = {
    chosen: true,
    isBusy: false,
    arrive: (bytes) => port.arrive(Uint8Array.from(bytes)),
    garble: (name) => port.garble(name),
    unplug: () => port.lose(),
    plug: () => port.regain(),
  };
  class MockSerial extends EventTarget {
    async requestPort() {
      if (!navigator.userActivation.isActive) {
        throw fail("Must be handling a user gesture to show a permission request.", "SecurityError");
      }
      if (!mock.chosen) throw fail("No port selected by the user.", "NotFoundError");
      return port;
    }

    async getPorts() {
      return [port];
    }
  }
  Object.defineProperty(navigator, "serial", { value: new MockSerial(), configurable: true });
  return mock;
})();
`;
