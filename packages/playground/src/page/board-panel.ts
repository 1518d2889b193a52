import type { WebSerial } from "@jeton/board/web";
import { type KeyOfPage, PageBoard } from "@jeton/sim/mirror";
import { part, say } from "./parts.ts";
import type { Panel, Stage } from "./stage.ts";

/** Shows the key on a display board: at a serial port of the browser, or behind a bridge. */
export class BoardPanel implements Panel {
  readonly #board: PageBoard;

  constructor(stage: () => Stage) {
    const board = new PageBoard({
      key: () => keyOf(stage),
      tell: ({ words, isBad }) => {
        const status = part("board-status");
        status.classList.toggle("bad", isBad);
        say(status, words);
        stage().changed();
      },
    });
    this.#board = board;
    part("board-serial").addEventListener("click", () => {
      void board.connectSerial((navigator as { readonly serial?: WebSerial }).serial);
    });
    part("board-bridge").addEventListener("submit", (event) => {
      event.preventDefault();
      board.connectBridge(part<HTMLInputElement>("board-url").value.trim());
    });
    part("board-end").addEventListener("click", () => board.end());
  }

  /** Another key takes the place of the one on the board. */
  begin(): void {
    this.#board.end("Disconnected: that key is gone. Connect again.");
  }

  draw(): void {
    this.#board.passed();
    const { isShowing } = this.#board;
    part("board-ways").hidden = isShowing;
    part("board-end").hidden = !isShowing;
  }
}

function keyOf(stage: () => Stage): KeyOfPage | null {
  const { living, time } = stage().playground;
  if (living.kind !== "clock") return null;
  const { key } = living;
  return {
    serial: key.serial,
    parameters: key.parameters,
    now: () => time.now(),
    reading: () => key.reading(),
    step: () => key.step(),
    ratePpm: () => key.ratePpm(),
    press() {
      key.press();
      stage().changed();
    },
  };
}
