import { BoardError } from "./board-error.ts";
import { parsePortName, portNameWanted } from "./port-name.ts";

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
 * Returns the path of the port that `wanted` names (a TCP address as it is): a path, "usb:VENDOR:PRODUCT" with or without
 * ":SERIAL", or "auto" for the only USB port there is. Throws BoardError PORT_UNUSABLE when none or
 * several fit, with what to write instead.
 */
export function choosePort(wanted: string, ports: readonly PortInfo[]): string {
  const name = parsePortName(wanted);
  switch (name?.kind) {
    case undefined:
      throw new BoardError(
        "PORT_UNUSABLE",
        `Cannot read port ${JSON.stringify(wanted)}: wanted ${portNameWanted}`,
      );
    case "path":
    case "tcp":
      return wanted;
    case "auto":
      return onlyOne(
        wanted,
        ports.filter(({ usb }) => usb !== null),
      );
    case "usb":
      return onlyOne(
        wanted,
        ports.filter(({ usb }) => usb !== null && isSame(usb, name)),
      );
    default:
      return name satisfies never;
  }
}

function isSame(usb: UsbId, name: UsbId): boolean {
  return (
    usb.vendorId === name.vendorId &&
    usb.productId === name.productId &&
    (name.serialNumber === null || usb.serialNumber === name.serialNumber)
  );
}

/** Returns how a port is best named on a command line, with what is known of it. */
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
