import { BoardError } from "./board-error.ts";

/** What the driver needs of a `SerialPort` as browsers have it (WICG Web Serial API). */
export type WebSerialPort = {
  /** Null while the port is closed, and for good once the device is lost. */
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: { readonly baudRate: number }): Promise<void>;
  close(): Promise<void>;
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number };
  addEventListener(type: "disconnect", listener: () => void): void;
  removeEventListener(type: "disconnect", listener: () => void): void;
};

/** What the driver needs of `navigator.serial`. */
export type WebSerial = {
  requestPort(): Promise<WebSerialPort>;
};

/**
 * Asks the reader of a page to choose a port. Must be called while a click is handled. `serial`: the page's
 * `navigator.serial`, undefined where the browser has none. Rejects with BoardError PORT_UNUSABLE, whose message
 * names the cure.
 */
export async function requestWebSerialPort(serial: WebSerial | undefined): Promise<WebSerialPort> {
  if (serial === undefined) throw unusable(noWebSerial);
  try {
    return await serial.requestPort();
  } catch (error) {
    throw unusable(requestProblems[nameOf(error)] ?? messageOf(error), error);
  }
}

const noWebSerial =
  "this browser has no Web Serial for this page; use Chrome, Edge, Opera or Chromium on a computer, and open the page from a disk, from localhost or over https";

const requestProblems: { readonly [name: string]: string } = {
  NotFoundError:
    "no port was chosen; press again and choose one; if the board is not in the list, plug it in, and on Linux be a member of the group that owns it, often dialout",
  SecurityError:
    "the browser does not allow it here; press the button again, or allow serial ports for this page in the browser's settings of the site",
};

/** Returns why a port could not be opened, with the cure. */
export function openProblem(name: string, error: unknown): BoardError {
  const found = openProblems[nameOf(error)] ?? messageOf(error);
  return new BoardError("PORT_UNUSABLE", `Cannot open ${name}: ${found}`, error);
}

const openProblems: { readonly [name: string]: string } = {
  InvalidStateError: "this page has it open already; disconnect there first",
  NetworkError:
    "another program or another tab has it, or this user may not use it; end that program, or on Linux become a member of the group that owns the port, often dialout",
};

/** Returns a name for people: browsers tell no path. */
export function nameOfPort(port: WebSerialPort): string {
  const { usbVendorId, usbProductId } = port.getInfo();
  if (usbVendorId === undefined || usbProductId === undefined) return "the serial port";
  return `usb:${hex(usbVendorId)}:${hex(usbProductId)}`;
}

/** Returns the `name` of an error: that of a DOMException says what happened. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function unusable(found: string, cause?: unknown): BoardError {
  return new BoardError("PORT_UNUSABLE", `Cannot use a serial port: ${found}`, cause);
}

function hex(id: number): string {
  return id.toString(16).padStart(4, "0");
}
