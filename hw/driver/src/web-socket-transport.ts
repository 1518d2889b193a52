import { BoardError } from "./board-error.ts";
import {
  type BridgeNews,
  type BridgeRequest,
  bridgeProtocol,
  parseBridgeNews,
  tokenProtocol,
} from "./bridge-words.ts";
import { lineListeners } from "./line-listeners.ts";
import type { Transport, TransportClosed } from "./transport.ts";

/** Makes the connection: the `WebSocket` of browsers and of Node 22, or one that is like it. */
export type WebSocketMaker = new (url: string, protocols: string[]) => WebSocket;

/** How long a connection, or a word of the bridge, may take, ms. */
const patienceMilliseconds = 5000;
/** So often what is still to be sent is looked at, ms: nobody tells when it left. */
const lookMilliseconds = 2;

/**
 * Returns the line to a board behind a bridge on another machine (`jeton-bench bridge`). `url` is what the bridge
 * printed: "ws://HOST:PORT/", with the token behind "#" if it wants one.
 */
export function webSocketTransport(
  url: string,
  Socket: WebSocketMaker = globalThis.WebSocket,
): Transport {
  const line = new WebSocketLine(url, Socket);
  return {
    name: line.name,
    open: () => line.open(),
    close: async () => line.end({ kind: "closed" }),
    write: (bytes) => line.write(bytes),
    setBaudRate: (baud) => line.setBaudRate(baud),
    onData: line.listeners.onData,
    onClosed: line.listeners.onClosed,
  };
}

class WebSocketLine {
  readonly name: string;
  readonly listeners = lineListeners();
  readonly #Socket: WebSocketMaker;
  readonly #token: string;
  #socket: WebSocket | null = null;
  #hear: (news: BridgeNews) => void = () => {};

  constructor(url: string, Socket: WebSocketMaker) {
    const [name = "", token = ""] = url.split("#");
    this.name = name;
    this.#token = token;
    this.#Socket = Socket;
  }

  async open(): Promise<void> {
    const socket = this.#connect();
    socket.binaryType = "arraybuffer";
    let isTold = false;
    const told = this.#nextNews("the bridge did not say that the board's line is open");
    socket.onmessage = (event) => {
      const data: unknown = event.data;
      if (typeof data !== "string") {
        this.listeners.tellData(new Uint8Array(data as ArrayBuffer));
        return;
      }
      const news = parseBridgeNews(data);
      if (news?.kind === "closed" && isTold) this.end(reasonOf(news));
      else if (news !== null) this.#hear(news);
    };
    // A connection that fails closes, too: then it is told.
    socket.onerror = () => {};
    socket.onclose = ({ code, reason }) => {
      const message = closeWords(code, reason);
      if (isTold) this.end({ kind: "failed", message });
      else this.#hear({ kind: "problem", message });
    };
    const news = await told;
    if (news.kind === "open") {
      isTold = true;
      this.#socket = socket;
      return;
    }
    socket.close();
    throw this.#unusable("message" in news ? news.message : `it said "${news.kind}"`);
  }

  /** Ends the line; the reason is told once. */
  end(reason: TransportClosed): void {
    const socket = this.#socket;
    if (socket === null) return;
    this.#socket = null;
    socket.onclose = null;
    socket.close();
    this.#hear({ kind: "problem", message: "the line was closed meanwhile" });
    this.listeners.tellClosed(reason);
  }

  async write(bytes: Uint8Array): Promise<void> {
    const socket = this.#opened();
    socket.send(bytes.slice());
    while (socket.bufferedAmount > 0) {
      await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
      if (this.#socket !== socket) throw this.#closedError();
    }
  }

  async setBaudRate(baud: number): Promise<void> {
    const socket = this.#opened();
    const told = this.#nextNews(`the bridge did not answer that it runs at ${baud} baud`);
    socket.send(JSON.stringify({ kind: "baud", baud } satisfies BridgeRequest));
    const news = await told;
    if (news.kind === "baud-set") return;
    if (this.#socket !== socket) throw this.#closedError();
    throw this.#unusable("message" in news ? news.message : `it said "${news.kind}"`);
  }

  #connect(): WebSocket {
    const { protocol } = URL.canParse(this.name) ? new URL(this.name) : { protocol: "" };
    if (protocol !== "ws:" && protocol !== "wss:") {
      throw this.#unusable(
        'that is no address of a bridge; give what "jeton-bench bridge" printed, such as ws://127.0.0.1:8377/',
      );
    }
    const protocols = [bridgeProtocol, ...(this.#token === "" ? [] : [tokenProtocol(this.#token)])];
    try {
      return new this.#Socket(this.name, protocols);
    } catch (error) {
      throw this.#unusable(error instanceof Error ? error.message : String(error), error);
    }
  }

  /** Resolves with what the bridge says next; with a problem when it says nothing in time. */
  #nextNews(silence: string): Promise<BridgeNews> {
    return new Promise((resolve) => {
      const settle = (news: BridgeNews): void => {
        clearTimeout(timer);
        this.#hear = () => {};
        resolve(news);
      };
      const timer = setTimeout(
        () => settle({ kind: "problem", message: `${silence} for ${patienceMilliseconds} ms` }),
        patienceMilliseconds,
      );
      this.#hear = settle;
    });
  }

  #opened(): WebSocket {
    if (this.#socket === null) throw this.#closedError();
    return this.#socket;
  }

  #closedError(): BoardError {
    return new BoardError(
      "PORT_CLOSED",
      `Cannot use ${this.name}: found it closed, wanted an open line`,
    );
  }

  #unusable(found: string, cause?: unknown): BoardError {
    return new BoardError("PORT_UNUSABLE", `Cannot open ${this.name}: ${found}`, cause);
  }
}

function reasonOf(news: BridgeNews & { readonly kind: "closed" }): TransportClosed {
  return news.isUnplugged ? { kind: "unplugged" } : { kind: "failed", message: news.message };
}

/** A page is not told why a bridge refused it, so the words name all that it can be. */
function closeWords(code: number, reason: string): string {
  if (reason !== "") return reason;
  return code === 1006
    ? "no bridge answered, or it refused this page; see that it runs, that its --origin names this page, and that the address ends with its token"
    : `the bridge closed the connection (code ${code})`;
}
