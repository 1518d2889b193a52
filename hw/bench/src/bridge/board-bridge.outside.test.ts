import { BoardError, Conversation, meetBoard, type Transport } from "@jeton/board";
import { bridgeProtocol, type WebSocketMaker, webSocketTransport } from "@jeton/board/web";
import {
  builtFirmware,
  type LiveBoard,
  liveTransport,
  startWorkerBoard,
} from "@jeton/board-emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type BoardBridge, type BridgeOptions, startBoardBridge } from "./board-bridge.ts";

// Goal: a board on another machine is driven as one on this one, and by nobody who may not.
// Method: the emulated board runs behind a real bridge on loopback; `ws` stands for the browser's WebSocket.
describe("startBoardBridge()", () => {
  let board: LiveBoard;
  let bridge: BoardBridge | null = null;
  let line: Transport | null = null;

  beforeEach(async () => {
    board = await startWorkerBoard({ flash: builtFirmware("board-hd44780") });
  });

  afterEach(async () => {
    await bridge?.close();
    await board.stop();
  });

  async function start(given: Partial<BridgeOptions> = {}): Promise<BoardBridge> {
    bridge = await startBoardBridge({
      ...{ host: "127.0.0.1", port: 0, origins: [], token: null },
      connect: async () => {
        line = liveTransport(board);
        return line;
      },
      ...given,
    });
    return bridge;
  }

  const from = (origin?: string): WebSocketMaker =>
    class extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, origin === undefined ? {} : { origin });
      }
    } as unknown as WebSocketMaker;

  const problemOf = (url: string, origin?: string): Promise<unknown> =>
    webSocketTransport(url, from(origin))
      .open()
      .then(
        () => null,
        (error: unknown) => error,
      );

  test("carries a whole conversation, at both speeds", async () => {
    const { url } = await start({ token: "s3cret" });
    expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/#s3cret$/);
    const transport = webSocketTransport(url, from());
    await transport.open();
    const conversation = new Conversation(transport);
    await conversation.synchronise(4000);
    const met = await meetBoard(conversation);
    await met.showRow(0, "Far away");
    await met.setBaud(115_200);
    await met.showRow(1, "and faster");
    expect(await met.readGlass()).toEqual(["Far away        ", "and faster      "]);
    await conversation.close();
  });

  test("refuses pages that are not named, and names the cure to those who ask by hand", async () => {
    const { url } = await start({ origins: ["http://lab:8090"] });
    expect(await problemOf(url, "https://elsewhere.example")).toMatchObject({
      code: "PORT_UNUSABLE",
      message: expect.stringMatching(/its --origin names this page/),
    });
    expect(await problemOf(url, "null")).toBeInstanceOf(BoardError);
    expect(await problemOf(url, "http://lab:8090")).toBeNull();
    const answer = await fetch(url.replace("ws:", "http:"));
    expect([answer.status, await answer.text()]).toEqual([426, expect.stringMatching("WebSocket")]);
  });

  test("wants its token, and has one at a time", async () => {
    const { url } = await start({ token: "right" });
    expect(await problemOf(url.replace("#right", ""))).toMatchObject({
      message: expect.stringMatching(/wants its token: use the whole address/),
    });
    expect(await problemOf(url.replace("#right", "#wrong"))).toMatchObject({
      message: expect.stringMatching(/wants its token/),
    });
    const first = webSocketTransport(url, from());
    await first.open();
    expect(await problemOf(url)).toMatchObject({
      message: expect.stringMatching(/another page or program has the board/),
    });
    await first.close();
    await expect.poll(() => problemOf(url)).toBeNull();
  });

  test("outlives one without the token who sends more than it takes", async () => {
    const { url } = await start({ token: "right" });
    const stranger = new WebSocket(url.replace("#right", ""), bridgeProtocol);
    stranger.on("open", () => stranger.send(new Uint8Array(5000)));
    stranger.on("error", () => {});
    await new Promise((resolve) => stranger.once("close", resolve));
    expect(await problemOf(url)).toBeNull();
  });

  test("tells once that the board was unplugged, and lets the next one open its line anew", async () => {
    const { url } = await start({ connect: async () => unpluggable(board) });
    const transport = webSocketTransport(url, from());
    const reasons: unknown[] = [];
    transport.onClosed((reason) => reasons.push(reason));
    await transport.open();
    unplug();
    await expect.poll(() => reasons).toEqual([{ kind: "unplugged" }]);
    await expect(transport.write(Uint8Array.of(0))).rejects.toMatchObject({ code: "PORT_CLOSED" });
    await expect.poll(() => problemOf(url)).toBeNull();
    await transport.close();
    expect(reasons).toHaveLength(1);
  });

  test("says why the board's line cannot be opened", async () => {
    const message = "Cannot open /dev/ttyUSB7: there is no such port";
    const { url } = await start({
      connect: () => Promise.reject(new BoardError("PORT_UNUSABLE", message)),
    });
    expect(await problemOf(url)).toMatchObject({ message: expect.stringMatching(message) });
  });

  test("ends with whoever is connected told, and whoever asks later too", async () => {
    const { url, close } = await start();
    const transport = webSocketTransport(url, from());
    const reasons: unknown[] = [];
    transport.onClosed((reason) => reasons.push(reason));
    await transport.open();
    await close();
    bridge = null;
    expect(reasons).toEqual([{ kind: "failed", message: "the bridge was ended" }]);
    expect(await problemOf(url)).toMatchObject({
      message: expect.stringMatching(/no bridge answered/),
    });
    expect(await problemOf("http://127.0.0.1:1/")).toMatchObject({
      message: expect.stringMatching(/no address of a bridge/),
    });
  });
});

let unplug: () => void = () => {};

/** A line to the board whose plug can be pulled. */
function unpluggable(board: LiveBoard): Transport {
  const transport = liveTransport(board);
  return {
    ...transport,
    onClosed(listener) {
      unplug = () => listener({ kind: "unplugged" });
      return transport.onClosed(listener);
    },
  };
}
