// `@jeton/board/port-name`: the words by which a command names a board, without the serial library.
export { boardModelNames } from "./model-names.ts";

/** What somebody can mean by a port. */
export type PortName =
  | { readonly kind: "path"; readonly path: string }
  /** The only USB port there is. */
  | { readonly kind: "auto" }
  /** Ids are four hexadecimal digits, lower case. */
  | {
      readonly kind: "usb";
      readonly vendorId: string;
      readonly productId: string;
      readonly serialNumber: string | null;
    }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number };

/** What `parsePortName` reads, for messages. */
export const portNameWanted =
  'a path, usb:VENDOR:PRODUCT or usb:VENDOR:PRODUCT:SERIAL such as usb:2341:0043, tcp://HOST:PORT or auto; "jeton-bench list" shows what is there';

/**
 * Returns what the text means, or null when it is none of these. No port is looked up and no serial
 * library loaded, so that a command can check its words first.
 */
export function parsePortName(text: string): PortName | null {
  if (text === "auto") return { kind: "auto" };
  const tcp = parseTcpName(text);
  if (tcp !== null) return { kind: "tcp", ...tcp };
  const [, vendorId, productId, serialNumber = null] =
    /^usb:([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?$/i.exec(text) ?? [];
  if (vendorId !== undefined && productId !== undefined) {
    const [vendor, product] = [vendorId.toLowerCase(), productId.toLowerCase()];
    return { kind: "usb", vendorId: vendor, productId: product, serialNumber };
  }
  const isPath = text.trim() !== "" && !/^(?:usb|tcp):|^[a-z]+:\/\//i.test(text);
  return isPath ? { kind: "path", path: text } : null;
}

/** Returns host and port of "tcp://HOST:PORT", or null when it is none. */
export function parseTcpName(
  text: string,
): { readonly host: string; readonly port: number } | null {
  const found = /^tcp:\/\/(?:\[([^\]]+)\]|([^:/[\]]+)):(\d{1,5})$/.exec(text);
  const port = Number(found?.[3]);
  const host = found?.[1] ?? found?.[2];
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}
