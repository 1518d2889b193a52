import {
  requestWebSerialPort,
  type Transport,
  type WebSerial,
  webSerialTransport,
  webSocketTransport,
} from "@jeton/board/web";
import { BoardShow } from "@jeton/sim/mirror";
import { PageKey } from "./page-key.ts";
import { part, say } from "./parts.ts";
import type { Panel, Stage } from "./stage.ts";

/** Shows the key on a display board: at a serial port of the browser, or behind a bridge. */
export class BoardPanel implements Panel {
  readonly #stage: () => Stage;
  #show: { readonly board: BoardShow; readonly key: PageKey } | null = null;

  constructor(stage: () => Stage) {
    this.#stage = stage;
    part("board-serial").addEventListener("click", () => void this.#connectSerial());
    part("board-bridge").addEventListener("submit", (event) => {
      event.preventDefault();
      const url = part<HTMLInputElement>("board-url").value.trim();
      this.#connect(async () => webSocketTransport(url));
    });
    part("board-end").addEventListener("click", () => void this.#show?.board.end());
  }

  /** Another key takes the place of the one on the board. */
  begin(): void {
    void this.#show?.board.end("Disconnected: that key is gone. Connect again.");
  }

  draw(): void {
    this.#show?.key.passed();
    const isConnected = this.#show !== null;
    part("board-ways").hidden = isConnected;
    part("board-end").hidden = !isConnected;
  }

  async #connectSerial(): Promise<void> {
    const { serial } = navigator as { readonly serial?: WebSerial };
    try {
      const port = await requestWebSerialPort(serial);
      this.#connect(async (baud) => webSerialTransport(port, { baud }));
    } catch (error) {
      this.#tell(error instanceof Error ? `${error.message}.` : String(error), true);
    }
  }

  #connect(connect: (baud: number) => Promise<Transport>): void {
    const { living, time } = this.#stage().playground;
    if (living.kind !== "clock") return;
    const key = new PageKey(living.key, time);
    const board = new BoardShow(key, {
      ...{ time: key.time, connect },
      tell: ({ words, isBad, isOver }) => {
        if (isOver) this.#show = null;
        this.#tell(words, isBad);
        this.#stage().changed();
      },
    });
    this.#show = { board, key };
    board.start();
  }

  #tell(words: string, isBad: boolean): void {
    const status = part("board-status");
    status.classList.toggle("bad", isBad);
    say(status, words);
  }
}
