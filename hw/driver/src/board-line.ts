import { type Baud, bauds } from "./model.ts";
import { choosePort } from "./port-choice.ts";
import { listSerialPorts, serialTransport } from "./serial-transport.ts";
import { parseTcpName, tcpTransport } from "./tcp-transport.ts";
import type { Transport } from "./transport.ts";

/**
 * Answers a maker of lines to what a command line names: "tcp://HOST:PORT", a path, or what
 * `choosePort` reads. Each call looks the port up anew, since an unplugged board may come back under
 * another name. Without a speed each call tries the other one. Calls reject with PORT_UNUSABLE.
 */
export function boardLine(port: string, baud: Baud | null): () => Promise<Transport> {
  const tcp = parseTcpName(port);
  let turn = 0;
  return async () => {
    if (tcp !== null) return tcpTransport(tcp.host, tcp.port);
    const isName = port === "auto" || port.startsWith("usb:");
    const path = isName ? choosePort(port, await listSerialPorts()) : port;
    const speed = baud ?? bauds[turn % bauds.length] ?? 19_200;
    turn += 1;
    return serialTransport(path, { baud: speed });
  };
}
