import {
  requestWebSerialPort,
  type Transport,
  type WebSerial,
  webSerialTransport,
  webSocketTransport,
} from "@jeton/board/web";
import { BoardShow, type BoardShowNews } from "./board-show.ts";
import { type KeyOfPage, PageKey } from "./page-key.ts";

/** The display board of a page: one at a time, at a serial port of the browser or behind a bridge. */
export class PageBoard {
  readonly #key: () => KeyOfPage | null;
  readonly #tell: (news: BoardShowNews) => void;
  #show: { readonly board: BoardShow; readonly key: PageKey } | null = null;
  /** Resolves when the line of the board before is free. */
  #freed: Promise<void> = Promise.resolve();

  /** `key` returns the key that is shown when a board is connected; null: a board can show none. */
  constructor(given: {
    readonly key: () => KeyOfPage | null;
    readonly tell: (news: BoardShowNews) => void;
  }) {
    this.#key = given.key;
    this.#tell = given.tell;
  }

  /** Whether a key is on a board, or a board is looked for. */
  get isShowing(): boolean {
    return this.#show !== null;
  }

  /**
   * Asks the reader for a serial port and shows the key on the board behind it. Must be called while a click is
   * handled; `serial` is the page's `navigator.serial`. What goes wrong is told.
   */
  async connectSerial(serial: WebSerial | undefined): Promise<void> {
    try {
      const port = await requestWebSerialPort(serial);
      this.#connect(async (baud) => webSerialTransport(port, { baud }));
    } catch (error) {
      const words = error instanceof Error ? `${error.message}.` : String(error);
      this.#tell({ words, isBad: true, isOver: true });
    }
  }

  /** Shows the key on the board behind the bridge at this address. What goes wrong is told. */
  connectBridge(url: string): void {
    this.#connect(async () => webSocketTransport(url));
  }

  /** To be called whenever the page is drawn, and when something was done with the key. */
  passed(): void {
    this.#show?.key.passed();
  }

  /** Takes the key off the board, with these words if something is wrong. */
  end(words?: string): void {
    if (this.#show !== null) this.#freed = this.#show.board.end(words);
  }

  #connect(connect: (baud: number) => Promise<Transport>): void {
    const found = this.#key();
    if (found === null || this.#show !== null) return;
    const key = new PageKey(found);
    const board = new BoardShow(key, {
      time: key.time,
      connect: async (baud) => {
        await this.#freed;
        return connect(baud);
      },
      tell: (news) => {
        if (news.isOver) this.#show = null;
        this.#tell(news);
      },
    });
    this.#show = { board, key };
    board.start();
  }
}
