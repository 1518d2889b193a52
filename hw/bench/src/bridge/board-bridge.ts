import { createHash, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { bridgeProtocol, tokenProtocol } from "@jeton/board/web";
import { type WebSocket, WebSocketServer } from "ws";
import { type BridgedBoard, bridgeClient } from "./bridge-client.ts";

/** What a bridge is made of. */
export type BridgeOptions = BridgedBoard & {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Origins of the pages that may drive the board, as "http://127.0.0.1:8090", or "null" for files. */
  readonly origins: readonly string[];
  /** Demanded of everyone who connects; null: none, for loopback only. */
  readonly token: string | null;
};

/** A bridge that listens. */
export type BoardBridge = {
  /** What a page is given: "ws://127.0.0.1:8377/", with the token behind "#". */
  readonly url: string;
  /** Disconnects whoever is connected and closes the board's line. */
  readonly close: () => Promise<void>;
};

/** Packets are short; nobody needs longer messages, in bytes. */
const messageBytesMax = 4096;

/**
 * Listens for pages and programs that drive the board from another machine: bytes of its line in binary messages
 * of a WebSocket (hw/PROTOCOL.md). One of them has the board at a time. Rejects with the error of Node when the
 * address cannot be listened on.
 */
export async function startBoardBridge(options: BridgeOptions): Promise<BoardBridge> {
  const { host, port, token } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    handleProtocols: (offered) => (offered.has(bridgeProtocol) ? bridgeProtocol : false),
  });
  let client: (() => Promise<void>) | null = null;
  const server = createServer((_, response) => {
    response.writeHead(426, { "content-type": "text/plain", upgrade: "websocket" });
    response.end("This is the bridge to a display board: connect with a WebSocket.\n");
  });
  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const refusal = refusalOf(request, options);
    if (refusal !== null) return refuse(stream, refusal);
    sockets.handleUpgrade(request, stream, head, (socket) => take(socket, request));
  });

  function take(socket: WebSocket, request: IncomingMessage): void {
    // A refused one may still send what is no frame: without a listener that would end the program.
    socket.on("error", () => socket.terminate());
    if (token !== null && !hasToken(request, token)) {
      socket.close(4401, "the bridge wants its token: use the whole address that it printed");
      return;
    }
    if (client !== null) {
      socket.close(4409, "another page or program has the board; disconnect there first");
      return;
    }
    const { over, end } = bridgeClient(socket, options);
    client = end;
    void over.then(() => {
      client = null;
    });
  }

  await once(server.listen(port, host), "listening");
  const { port: found } = server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return {
    url: `ws://${name}:${found}/${token === null ? "" : `#${token}`}`,
    async close() {
      await client?.();
      // One that was refused and does not answer the closing would hold the server for half a minute.
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Refusal = { readonly status: string; readonly words: string };

/** A page elsewhere must not reach a board through its reader's browser. Programs send no origin. */
function refusalOf({ headers }: IncomingMessage, { origins }: BridgeOptions): Refusal | null {
  const { origin } = headers;
  if (origin !== undefined && !origins.includes(origin)) {
    const words = `Cannot let a page of "${origin}" drive the board: name its origin with --origin`;
    return { status: "403 Forbidden", words };
  }
  if (protocolsOf(headers).includes(bridgeProtocol)) return null;
  const words = `Cannot speak with this client: expected the subprotocol ${bridgeProtocol}`;
  return { status: "400 Bad Request", words };
}

function refuse(stream: Duplex, { status, words }: Refusal): void {
  stream.on("error", () => {});
  stream.end(
    `HTTP/1.1 ${status}\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(words) + 1}\r\nconnection: close\r\n\r\n${words}\n`,
  );
}

/** Compares in a time that tells nothing of the token. */
function hasToken({ headers }: IncomingMessage, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const wanted = digest(tokenProtocol(token));
  return protocolsOf(headers).some((given) => timingSafeEqual(digest(given), wanted));
}

function protocolsOf(headers: IncomingMessage["headers"]): readonly string[] {
  return (headers["sec-websocket-protocol"] ?? "").split(",").map((each) => each.trim());
}
