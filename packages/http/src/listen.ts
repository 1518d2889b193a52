import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

/** A server that listens. */
export type Listening = {
  /** For example "http://127.0.0.1:8080". */
  readonly url: string;
  readonly port: number;
  /** Takes no more connections, finishes what it began (for so long as it may), then answers. */
  readonly close: () => Promise<void>;
};

/** A port or address that cannot be listened on; the message names the cure. */
export class ListenError extends Error {
  override readonly name: string = "ListenError";
}

/**
 * Serves `app`; port 0 picks a free one. Rejects with ListenError when the port is
 * taken or not allowed.
 */
export function listen(
  app: Pick<Hono, "fetch">,
  where: {
    readonly host: string;
    readonly port: number;
    /** How long requests under way may take once the server is to stop. Default: a second. */
    readonly graceMilliseconds?: number;
  },
  limits: SenderLimits = senderLimits,
): Promise<Listening> {
  const { graceMilliseconds = 1000 } = where;
  return new Promise((resolve, reject) => {
    const options = {
      fetch: app.fetch,
      hostname: where.host,
      port: where.port,
      serverOptions: limits,
    };
    const server = serve(options, (info) => {
      const host = where.host.includes(":") ? `[${where.host}]` : where.host;
      const url = `http://${host}:${info.port}`;
      resolve({ url, port: info.port, close: () => close(server as Server, graceMilliseconds) });
    }) as Server;
    server.once("error", (error: NodeJS.ErrnoException) => reject(explained(error, where)));
  });
}

/** How long a client may take, in milliseconds, before its connection is cut. */
export type SenderLimits = {
  readonly headersTimeout: number;
  /** From the first byte of a request to its last. */
  readonly requestTimeout: number;
  /** How often Node looks. */
  readonly connectionsCheckingInterval: number;
};

/**
 * Slow senders are cut off. An honest form takes far less; three screenshots of a megabyte, over a
 * school's line that sends one megabit a second, take 24 s. Node looks every 30 s by default.
 */
export const senderLimits: SenderLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2000,
};

function close(server: Server, graceMilliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // A connection that was answered waits for another request: it is over, too.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    // Event streams would hold the server open for ever.
    const all = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
    server.close((error) => {
      clearInterval(idle);
      clearTimeout(all);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}

function explained(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }) {
  const cures: Readonly<Record<string, string>> = {
    EADDRINUSE: "the port is taken, give another one with --port or stop what uses it",
    EACCES: "not allowed, ports below 1024 need rights; give another one with --port",
    ENOTFOUND: "no such host, give an address of this machine with --host",
    EADDRNOTAVAIL: "no such address on this machine, give another one with --host",
  };
  const cure = cures[error.code ?? ""] ?? error.message;
  return new ListenError(`Cannot listen on ${host}:${port}: ${cure}`, { cause: error });
}
