// What a key's card needs to show the key on a display board; `board.generated.js` is made of it for the page.
import type { WebSerial } from "@jeton/board/web";
import type { BoardShowNews } from "../src/drive/board-show.ts";
import { PageBoard } from "../src/drive/page-board.ts";
import type { KeyOfPage } from "../src/drive/page-key.ts";

/** A key as the events of the server tell of it. */
export type HeardKey = Pick<
  ReturnType<KeyOfPage["reading"]>,
  "code" | "mode" | "step" | "nextCodeAt"
> & {
  readonly serial: string;
  readonly parameters: KeyOfPage["parameters"];
  readonly ratePpm: number;
};

/** The part of a key's card that shows the key on a board. */
export class CardBoard {
  readonly #card: ParentNode;
  readonly #board: PageBoard;
  #heard: HeardKey;
  #isFresh = true;

  /** `now` returns true time as the page knows it; `press` presses the key's button. */
  constructor(
    card: ParentNode,
    heard: HeardKey,
    acts: { readonly now: () => number; readonly press: () => void },
  ) {
    this.#card = card;
    this.#heard = heard;
    const key = this.#key(acts);
    const board = new PageBoard({ key: () => key, tell: (news) => this.#tell(news) });
    this.#board = board;
    this.#part('[data-act="board-serial"]').addEventListener("click", () => {
      void board.connectSerial((navigator as { readonly serial?: WebSerial }).serial);
    });
    this.#part(".board-bridge").addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      board.connectBridge(new FormData(event.target as HTMLFormElement).get("url") as string);
    });
    this.#part('[data-act="board-end"]').addEventListener("click", () => board.end());
  }

  /** Takes what the server tells of the key. */
  heard(heard: HeardKey): void {
    this.#heard = heard;
    this.#isFresh = true;
    this.#board.passed();
  }

  /** The server tells nothing more: the glass goes dark, since its code would soon be a wrong one. */
  lost(): void {
    this.#isFresh = false;
    this.#board.passed();
  }

  /** To be called as time passes. */
  passed(): void {
    this.#board.passed();
  }

  /** The key is gone. */
  end(): void {
    this.#board.end("Disconnected: that key is gone.");
  }

  #key({ now, press }: { readonly now: () => number; readonly press: () => void }): KeyOfPage {
    const moment = () => Math.floor(now()) as ReturnType<KeyOfPage["now"]>;
    return {
      serial: this.#heard.serial,
      parameters: this.#heard.parameters,
      now: moment,
      reading: () => {
        const at = moment();
        const { code, mode, step, nextCodeAt } = this.#heard;
        const millisecondsLeft = Math.max(0, nextCodeAt - at);
        const shown = this.#isFresh ? { code, mode } : { code: null, mode: "dark" as const };
        return { at, step, nextCodeAt, millisecondsLeft, ...shown };
      },
      step: () => this.#heard.step,
      ratePpm: () => this.#heard.ratePpm,
      press,
    };
  }

  #tell({ words, isBad }: BoardShowNews): void {
    const { isShowing } = this.#board;
    this.#part(".board-ways").hidden = isShowing;
    this.#part('[data-act="board-end"]').hidden = !isShowing;
    const status = this.#part(".board-status");
    status.classList.toggle("bad", isBad);
    status.textContent = words;
  }

  #part(selector: string): HTMLElement {
    const found = this.#card.querySelector(selector);
    if (found instanceof HTMLElement) return found;
    throw new Error(`Cannot find ${selector} on the card`);
  }
}
