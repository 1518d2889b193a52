import { connect, type Socket } from "node:net";
import { BoardError } from "./board-error.ts";
import { lineListeners } from "./line-listeners.ts";
import type { Transport, TransportClosed } from "./transport.ts";

/** How long a connection may take to come about, ms. */
const connectMilliseconds = 5000;

/** Returns the line to a serial port behind TCP (ser2net, or an emulated board); it has no speed. */
export function tcpTransport(host: string, port: number): Transport {
  const name = `tcp://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const listeners = lineListeners();
  let socket: Socket | null = null;

  function end(reason: TransportClosed): void {
    if (socket === null) return;
    const ended = socket;
    socket = null;
    ended.destroy();
    listeners.tellClosed(reason);
  }

  return {
    name,
    open: () =>
      new Promise((resolve, reject) => {
        const made = connect({ host, port, noDelay: true, timeout: connectMilliseconds });
        const fail = (found: string): void => {
          made.destroy();
          reject(
            new BoardError(
              "PORT_UNUSABLE",
              `Cannot open ${name}: ${found}; is something listening there?`,
            ),
          );
        };
        made.once("timeout", () => fail(`no connection for ${connectMilliseconds} ms`));
        made.once("error", (error) => fail(error.message));
        made.once("connect", () => {
          made.removeAllListeners();
          made.setTimeout(0);
          socket = made;
          made.on("data", (bytes) => listeners.tellData(new Uint8Array(bytes)));
          made.on("error", ({ message }) => end({ kind: "failed", message }));
          made.on("close", () => end({ kind: "unplugged" }));
          resolve();
        });
      }),
    close: async () => end({ kind: "closed" }),
    write(bytes) {
      const open = socket;
      if (open === null) {
        return Promise.reject(
          new BoardError("PORT_CLOSED", `Cannot use ${name}: found it closed, wanted an open line`),
        );
      }
      return new Promise((resolve, reject) => {
        open.write(bytes, (error) => {
          if (error === null || error === undefined) resolve();
          else
            reject(
              new BoardError("PORT_CLOSED", `Cannot write to ${name}: ${error.message}`, error),
            );
        });
      });
    },
    setBaudRate: async () => {},
    onData: listeners.onData,
    onClosed: listeners.onClosed,
  };
}
