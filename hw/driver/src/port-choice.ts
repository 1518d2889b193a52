import { BoardError } from "./board-error.ts";

/** A serial port of this machine. */
export type PortInfo = {
  readonly path: string;
  readonly usb: UsbId | null;
  readonly maker: string | null;
};

/** Ids are four hexadecimal digits, lower case. */
export type UsbId = {
  readonly vendorId: string;
  readonly productId: string;
  readonly serialNumber: string | null;
};

/**
 * Answers the path of the port that `wanted` names: a path, "usb:VENDOR:PRODUCT" with or without
 * ":SERIAL", or "auto" for the only USB port there is. Throws BoardError PORT_UNUSABLE when none or
 * several fit, with what to write instead.
 */
export function choosePort(wanted: string, ports: readonly PortInfo[]): string {
  if (wanted === "auto")
    return onlyOne(
      wanted,
      ports.filter(({ usb }) => usb !== null),
    );
  const usb = /^usb:([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?$/i.exec(wanted);
  if (usb === null) {
    if (!wanted.startsWith("usb:")) return wanted;
    throw new BoardError(
      "PORT_UNUSABLE",
      `Cannot read port ${JSON.stringify(wanted)}: wanted usb:VENDOR:PRODUCT or usb:VENDOR:PRODUCT:SERIAL, such as usb:2341:0043`,
    );
  }
  const [, vendorId, productId, serialNumber] = usb;
  const fitting = ports.filter(
    (port) =>
      port.usb?.vendorId === vendorId?.toLowerCase() &&
      port.usb?.productId === productId?.toLowerCase() &&
      (serialNumber === undefined || port.usb?.serialNumber === serialNumber),
  );
  return onlyOne(wanted, fitting);
}

/** Answers how a port is best named on a command line, with what is known of it. */
export function portWords({ path, usb, maker }: PortInfo): string {
  const id =
    usb === null
      ? ""
      : ` (usb:${usb.vendorId}:${usb.productId}${usb.serialNumber === null ? "" : `:${usb.serialNumber}`})`;
  return `${path}${id}${maker === null ? "" : ` ${maker}`}`;
}

function onlyOne(wanted: string, fitting: readonly PortInfo[]): string {
  const [first, ...more] = fitting;
  if (first === undefined) {
    throw new BoardError(
      "PORT_UNUSABLE",
      `Cannot find a port for ${JSON.stringify(wanted)}: no USB serial port fits; plug the board in, or see "jeton-bench list"`,
    );
  }
  if (more.length === 0) return first.path;
  throw new BoardError(
    "PORT_UNUSABLE",
    `Cannot choose a port for ${JSON.stringify(wanted)}: ${fitting.length} fit, wanted one of ${fitting.map(portWords).join(", ")}`,
  );
}
