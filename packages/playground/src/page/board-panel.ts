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
  /** Resolves when the line of the board before is free. */
  #freed: Promise<void> = Promise.resolve();

  constructor(stage: () => Stage) {
    this.#stage = stage;
    part("board-serial").addEventListener("click", () => void this.#connectSerial());
    part("board-bridge").addEventListener("submit", (event) => {
      event.preventDefault();
      const url = part<HTMLInputElement>("board-url").value.trim();
      this.#connect(async () => webSocketTransport(url));
    });
    part("board-end").addEventListener("click", () => this.#end());
  }

  /** Another key takes the place of the one on the board. */
  begin(): void {
    this.#end("Disconnected: that key is gone. Connect again.");
  }

  draw(): void {
    this.#show?.key.passed();
    const isConnected = this.#show !== null;
    part("board-ways").hidden = isConnected;
    part("board-end").hidden = !isConnected;
  }

  #end(words?: string): void {
    if (this.#show !== null) this.#freed = this.#show.board.end(words);
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
    const key = new PageKey(living.key, time, () => this.#stage().changed());
    const board = new BoardShow(key, {
      time: key.time,
      connect: async (baud) => {
        await this.#freed;
        return connect(baud);
      },
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
