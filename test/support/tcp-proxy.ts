import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Stands between a client and a server, counts what passes, and can be in the way. */
export type TcpProxy = {
  readonly port: number;
  /** How often a client said something after the server had spoken last: round trips. */
  readonly roundTrips: () => number;
  /**
   * What happens to what clients say next: it passes, is cut off before the server hears it, is
   * heard but the answer is cut off, or is heard and the answer never comes.
   */
  readonly set: (mode: ProxyMode) => void;
  readonly close: () => Promise<void>;
};

export type ProxyMode = "pass" | "cut-question" | "cut-answer" | "stall-answer";

/** Starts a proxy to a port of this machine. */
export async function startProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let mode: ProxyMode = "pass";
  let trips = 0;
  const server = createServer((client) => {
    const upstream = connect({ port: target, host: "127.0.0.1", noDelay: true });
    let serverSpokeLast = true;
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", cut);
      socket.on("close", () => {
        sockets.delete(socket);
        cut();
      });
    }
    client.on("data", (chunk) => {
      if (mode === "cut-question") return cut();
      if (serverSpokeLast) trips += 1;
      serverSpokeLast = false;
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (mode === "cut-answer") return cut();
      if (mode === "stall-answer") return;
      serverSpokeLast = true;
      client.write(chunk);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    roundTrips: () => trips,
    set(next) {
      mode = next;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
