import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { FailedError, quoted, UsageError } from "@jeton/cli";
import { certificateProblem } from "../mail/index.ts";

/** Where messages are sent. */
export type SyslogAddress = {
  readonly protocol: "udp" | "tcp" | "tls";
  readonly host: string;
  readonly port: number;
};

/** Takes messages; each is handed to the machine's network when its promise is fulfilled. */
export type SyslogSink = {
  readonly send: (message: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Returns the address of a text such as `tls://siem.example.org:6514`. Throws UsageError for what is none. */
export function syslogAddress(text: string): SyslogAddress {
  const [, protocol, host, port] =
    /^(udp|tcp|tls):\/\/(\[[0-9a-f:.]+\]|[^/:@\s]+):(\d{1,5})$/iu.exec(text) ?? [];
  const number = Number(port);
  if (protocol !== undefined && host !== undefined && number >= 1 && number <= 65_535) {
    const known = protocol.toLowerCase() as SyslogAddress["protocol"];
    return { protocol: known, host: host.replaceAll(/[[\]]/gu, ""), port: number };
  }
  throw new UsageError(
    `Cannot read --to: found ${quoted(text)}, wanted an address such as tls://siem.example.org:6514, tcp://… or udp://…`,
  );
}

/** Opens the way to a collector. Throws FailedError when there is none. */
export async function openSyslogSink(address: SyslogAddress): Promise<SyslogSink> {
  return address.protocol === "udp" ? openDatagrams(address) : openStream(address);
}

/** RFC 5426: a message is a datagram. Whether it arrives nobody knows. */
function openDatagrams({ host, port }: SyslogAddress): SyslogSink {
  const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
  return {
    send: (message) =>
      new Promise((resolve, reject) =>
        socket.send(message, port, host, (error) => (error ? reject(failed(error)) : resolve())),
      ),
    close: async () => {
      socket.close();
    },
  };
}

/** RFC 5425 §4.3, RFC 6587 §3.4.1: the number of bytes stands before each message. */
async function openStream({ protocol, host, port }: SyslogAddress): Promise<SyslogSink> {
  const isTls = protocol === "tls";
  // An address is no name that a client may send (RFC 6066 §3); the certificate is looked at in both cases.
  const named = isIP(host) === 0 ? { servername: host } : {};
  const socket: Socket = isTls ? connectTls({ host, port, ...named }) : connectTcp({ host, port });
  const broken = new Promise<never>((_, reject) => {
    socket.on("error", (error) => reject(failed(error)));
    socket.on("close", () => reject(failed(new Error("the collector closed the connection"))));
  });
  // It is looked at only while something is sent.
  broken.catch(() => {});
  await Promise.race([once(socket, isTls ? "secureConnect" : "connect"), broken]);
  socket.resume();
  return {
    async send(message) {
      const bytes = Buffer.from(message, "utf8");
      const written = new Promise<void>((resolve) => {
        socket.write(Buffer.concat([Buffer.from(`${bytes.length} `), bytes]), () => resolve());
      });
      await Promise.race([written, broken]);
    },
    async close() {
      const closed = once(socket, "close");
      socket.end();
      await closed;
    },
  };
}

function failed(error: Error): FailedError {
  const cure = "name a file with that authority's in NODE_EXTRA_CA_CERTS";
  const problem = certificateProblem(error, cure) ?? error.message;
  return new FailedError(`Cannot send to the collector: ${problem}`, { cause: error });
}
