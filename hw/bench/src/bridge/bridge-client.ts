import type { Transport, TransportClosed } from "@jeton/board";
import { type BridgeNews, parseBridgeRequest } from "@jeton/board/web";
import type { WebSocket } from "ws";

/** So many bytes may wait for the board's line: a second of its fastest speed. */
const waitingBytesMax = 11_520;

/** What a page is joined with. */
export type BridgedBoard = {
  /** Makes the line to the board anew for each page that connects; may reject with BoardError PORT_UNUSABLE. */
  readonly connect: () => Promise<Transport>;
  /** Called with what happens, in words. */
  readonly say?: (words: string) => void;
};

/**
 * Joins a connected page with the board's line until one of them is gone. `over` resolves when nothing of either is
 * left; `end` ends both.
 */
export function bridgeClient(
  socket: WebSocket,
  { connect, say = () => {} }: BridgedBoard,
): { readonly over: Promise<void>; readonly end: () => Promise<void> } {
  let transport: Transport | null = null;
  let last: Promise<void> = Promise.resolve();
  let settle: () => void = () => {};
  const over = new Promise<void>((resolve) => {
    settle = resolve;
  });

  function tell(news: BridgeNews): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(news));
  }

  /** Does the work in the order in which it was asked for. What fails is told; the line itself tells its end. */
  function inTurn(work: (line: Transport) => Promise<void>): void {
    last = last
      .then(async () => {
        if (transport !== null) await work(transport);
      })
      .catch((error: unknown) => tell({ kind: "problem", message: messageOf(error) }));
  }

  async function open(): Promise<void> {
    const line = await connect();
    await line.open();
    line.onData((bytes) => socket.send(bytes));
    line.onClosed((reason) => {
      const message = wordsOf(reason);
      tell({ kind: "closed", isUnplugged: reason.kind === "unplugged", message });
      say(`Board: ${message}`);
      socket.close(1000);
    });
    transport = line;
    if (socket.readyState !== socket.OPEN) return;
    say(`Connected: a page or program drives ${line.name}`);
    tell({ kind: "open", name: line.name });
  }

  hear(socket, tell, inTurn);
  const opened = open().catch((error: unknown) => {
    tell({ kind: "problem", message: messageOf(error) });
    say(messageOf(error));
    socket.close(1000);
  });
  socket.once("close", () => {
    void opened
      .then(() => transport?.close())
      .finally(() => {
        if (transport !== null) say("Disconnected");
        settle();
      });
  });
  return {
    over,
    end() {
      socket.close(1001, "the bridge was ended");
      // A page that does not answer the closing is left.
      setTimeout(() => socket.terminate(), 500).unref();
      return over;
    },
  };
}

/** Passes on what the page sends: bytes for the board, or the wish for another speed. */
function hear(
  socket: WebSocket,
  tell: (news: BridgeNews) => void,
  inTurn: (work: (line: Transport) => Promise<void>) => void,
): void {
  let waitingBytes = 0;
  socket.on("message", (data: Buffer, isBinary) => {
    if (isBinary) {
      waitingBytes += data.length;
      if (waitingBytes > waitingBytesMax) {
        socket.close(4413, "more bytes wait for the board than it takes in a second");
        return;
      }
      inTurn(async (line) => {
        waitingBytes -= data.length;
        await line.write(new Uint8Array(data));
      });
      return;
    }
    const request = parseBridgeRequest(data.toString());
    if (request === null) {
      socket.close(4400, "the bridge does not know that word");
      return;
    }
    inTurn(async (line) => {
      await line.setBaudRate(request.baud);
      tell({ kind: "baud-set" });
    });
  });
}

function wordsOf(reason: TransportClosed): string {
  switch (reason.kind) {
    case "closed":
      return "the line to the board was closed";
    case "unplugged":
      return "the board was unplugged";
    case "failed":
      return reason.message;
    default:
      return reason satisfies never;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
