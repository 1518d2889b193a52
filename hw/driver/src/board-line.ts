import { type Baud, bauds } from "./model.ts";
import { choosePort } from "./port-choice.ts";
import { parsePortName } from "./port-name.ts";
import { listSerialPorts, serialTransport } from "./serial-transport.ts";
import { tcpTransport } from "./tcp-transport.ts";
import type { Transport } from "./transport.ts";

/**
 * Returns a maker of lines to what a command line names: "tcp://HOST:PORT", a path, or what
 * `choosePort` reads. Each call looks the port up anew, since an unplugged board may come back under
 * another name. Without a speed each call tries the other one. Calls reject with PORT_UNUSABLE.
 */
export function boardLine(port: string, baud: Baud | null): () => Promise<Transport> {
  const name = parsePortName(port);
  let turn = 0;
  return async () => {
    if (name?.kind === "tcp") return tcpTransport(name.host, name.port);
    const path = await findPort(port);
    const speed = baud ?? bauds[turn % bauds.length] ?? 19_200;
    turn += 1;
    return serialTransport(path, { baud: speed });
  };
}

/** Returns where the port that is named is now, as `choosePort` does, by the ports of this machine. */
export async function findPort(wanted: string): Promise<string> {
  const kind = parsePortName(wanted)?.kind;
  return choosePort(wanted, kind === "auto" || kind === "usb" ? await listSerialPorts() : []);
}
