import { describe, expect, test } from "vitest";
import type { TransportClosed } from "./transport.ts";
import { requestWebSerialPort, type WebSerial, type WebSerialPort } from "./web-serial-port.ts";
import { webSerialTransport } from "./web-serial-transport.ts";

/** A port as the Web Serial API has it: streams that can be locked, and that are made anew after an error. */
class FakePort extends EventTarget implements WebSerialPort {
  readonly acts: string[] = [];
  readonly written: number[] = [];
  openError: Error | null = null;
  isLost = false;
  #isOpen = false;
  #readable: ReadableStream<Uint8Array> | null = null;
  #writable: WritableStream<Uint8Array> | null = null;
  #source: ReadableStreamDefaultController<Uint8Array> | null = null;

  getInfo(): { readonly usbVendorId: number; readonly usbProductId: number } {
    return { usbVendorId: 0x2341, usbProductId: 0x43 };
  }

  async open({ baudRate }: { readonly baudRate: number }): Promise<void> {
    if (this.openError !== null) throw this.openError;
    if (this.#isOpen) throw new DOMException("The port is already open.", "InvalidStateError");
    this.acts.push(`open ${baudRate}`);
    this.#isOpen = true;
  }

  get readable(): ReadableStream<Uint8Array> | null {
    if (this.#readable !== null || !this.#isOpen || this.isLost) return this.#readable;
    this.#readable = new ReadableStream({
      start: (source) => {
        this.#source = source;
      },
      cancel: () => {
        this.#readable = null;
      },
    });
    return this.#readable;
  }

  get writable(): WritableStream<Uint8Array> | null {
    if (this.#writable !== null || !this.#isOpen || this.isLost) return this.#writable;
    const ended = (): void => {
      this.#writable = null;
    };
    this.#writable = new WritableStream({
      write: (bytes) => {
        if (this.isLost) throw new DOMException("The device has been lost.", "NetworkError");
        this.written.push(...bytes);
      },
      abort: ended,
      close: ended,
    });
    return this.#writable;
  }

  async close(): Promise<void> {
    // Both reject while somebody holds them.
    await this.#readable?.cancel();
    await this.#writable?.abort();
    this.#isOpen = false;
    this.acts.push("close");
  }

  arrive(...bytes: number[]): void {
    this.#source?.enqueue(Uint8Array.from(bytes));
  }

  fail(name: string): void {
    this.#readable = null;
    this.#source?.error(new DOMException("It failed.", name));
  }

  unplug(): void {
    this.isLost = true;
    this.#writable = null;
    this.fail("NetworkError");
    this.dispatchEvent(new Event("disconnect"));
  }
}

function opened() {
  const port = new FakePort();
  const transport = webSerialTransport(port, { baud: 19_200 });
  const data: number[] = [];
  const reasons: TransportClosed[] = [];
  transport.onData((bytes) => data.push(...bytes));
  transport.onClosed((reason) => reasons.push(reason));
  return { port, transport, data, reasons };
}

describe("webSerialTransport()", () => {
  test("carries bytes both ways, and lets go of the port", async () => {
    const { port, transport, data, reasons } = opened();
    expect(transport.name).toBe("usb:2341:0043");
    await transport.open();
    port.arrive(1, 2);
    await transport.write(Uint8Array.of(3, 4));
    await expect.poll(() => data).toEqual([1, 2]);
    expect(port.written).toEqual([3, 4]);
    await transport.close();
    await transport.close();
    expect(port.acts).toEqual(["open 19200", "close"]);
    expect(reasons).toEqual([{ kind: "closed" }]);
    await expect(transport.write(Uint8Array.of(5))).rejects.toMatchObject({ code: "PORT_CLOSED" });
  });

  test("changes its speed by opening the port anew, and goes on", async () => {
    const { port, transport, data, reasons } = opened();
    await transport.open();
    await transport.setBaudRate(115_200);
    port.arrive(7);
    await transport.write(Uint8Array.of(8));
    await expect.poll(() => data).toEqual([7]);
    expect([port.acts, port.written, reasons]).toEqual([
      ["open 19200", "close", "open 115200"],
      [8],
      [],
    ]);
    await transport.close();
  });

  test("goes on after errors of single bytes", async () => {
    const { port, transport, data, reasons } = opened();
    await transport.open();
    for (const name of ["FramingError", "BufferOverrunError", "ParityError", "BreakError"]) {
      port.fail(name);
      await expect.poll(() => port.readable?.locked).toBe(true);
      port.arrive(data.length);
    }
    await expect.poll(() => data).toHaveLength(4);
    expect(reasons).toEqual([]);
    await transport.close();
  });

  test("tells once that the device is gone", async () => {
    const { port, transport, reasons } = opened();
    await transport.open();
    port.unplug();
    await expect.poll(() => reasons).toEqual([{ kind: "unplugged" }]);
    await expect(transport.write(Uint8Array.of(1))).rejects.toMatchObject({ code: "PORT_CLOSED" });
    await transport.close();
    expect(reasons).toHaveLength(1);
  });

  test("names the cure when the port cannot be opened", async () => {
    const { port, transport } = opened();
    port.openError = new DOMException("Failed to open serial port.", "NetworkError");
    await expect(transport.open()).rejects.toMatchObject({
      code: "PORT_UNUSABLE",
      message: expect.stringMatching(/another program or another tab has it.*dialout/),
    });
    port.openError = new DOMException("The port is already open.", "InvalidStateError");
    await expect(transport.open()).rejects.toThrow(/this page has it open already/);
  });
});

describe("requestWebSerialPort()", () => {
  const refusing = (name: string): WebSerial => ({
    requestPort: () => Promise.reject(new DOMException("No.", name)),
  });

  test("names the cure when there is no port to have", async () => {
    await expect(requestWebSerialPort(undefined)).rejects.toThrow(/use Chrome, Edge, Opera/);
    await expect(requestWebSerialPort(refusing("NotFoundError"))).rejects.toThrow(/press again/);
    await expect(requestWebSerialPort(refusing("SecurityError"))).rejects.toThrow(/settings/);
    await expect(requestWebSerialPort(refusing("AbortError"))).rejects.toThrow(/No\./);
  });
});
