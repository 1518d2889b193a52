import {
  type Board,
  BoardError,
  type BoardLink,
  type BoardLinkEvent,
  type bauds,
} from "@jeton/board/web";
import type { TimeSource } from "@jeton/key";
import { BoardMirror, type MirroredKey } from "./board-mirror.ts";
import type { DriveNews } from "./drive-words.ts";

/** A board that resets when its port is opened starts within this time, ms. */
export const greetMilliseconds = 2500;

/**
 *   seeking ──board──> mirroring ──line lost──> waiting ──board──> mirroring
 *      │                 │   ^
 *      │                 └───┘ the board fell silent and answers again: all is drawn anew
 *      └──no board at the last speed──> ended
 *
 * From each of them to `ended`: it is asked to end, or something failed that no waiting mends.
 */
export type DriveState =
  /** No board was there yet: it fails when none answers. */
  | { readonly kind: "seeking"; readonly triesLeft: number }
  /** The link goes on looking for a board, for as long as it takes. */
  | { readonly kind: "waiting" }
  | { readonly kind: "mirroring"; readonly board: Board; readonly mirror: BoardMirror }
  | { readonly kind: "ended" };

type DriveParts = {
  readonly link: BoardLink;
  readonly key: MirroredKey;
  readonly time: TimeSource;
  /** The speed that is asked of each board; null: its own. */
  readonly baud: (typeof bauds)[number] | null;
  readonly say: (news: DriveNews) => void;
};

/** Shows a key on whatever board the link finds, one after the other. */
export class BoardDrive {
  readonly #parts: DriveParts;
  #state: DriveState;
  /** The board on whose glass the key was when it ended. */
  #left: Board | null = null;
  #settle: (error: unknown) => void = () => {};

  constructor(parts: DriveParts, start: DriveState) {
    this.#parts = parts;
    this.#state = start;
  }

  /** Goes on until `end`. Throws BoardError when there is no board, or a useless one. */
  async run(): Promise<void> {
    const { link } = this.#parts;
    const ended = new Promise<unknown>((resolve) => {
      this.#settle = resolve;
    });
    link.on((event) => this.#takeEvent(event));
    link.start().catch((error: unknown) => this.end(error));
    const error = await ended;
    await this.#wipe();
    await link.close();
    if (error !== null) throw error;
  }

  /** Ends it. `error`: why, or null when it was asked to. The first reason counts. */
  end(error: unknown): void {
    if (this.#state.kind === "mirroring") {
      this.#state.mirror.stop();
      this.#left = this.#state.board;
    }
    this.#state = { kind: "ended" };
    this.#settle(error);
  }

  /** Takes the code off the glass: nobody would change it any more, and a code that stands is a wrong one soon. */
  async #wipe(): Promise<void> {
    try {
      await this.#left?.clear();
    } catch (error) {
      if (!(error instanceof BoardError)) throw error;
    }
  }

  #takeEvent(event: BoardLinkEvent): void {
    const before = this.#state;
    if (before.kind === "ended") return;
    if (before.kind === "mirroring") before.mirror.stop();
    if (event.kind === "up") {
      this.#parts.say(event);
      this.#mirrorOn(event.board);
    } else if (before.kind === "seeking") {
      const triesLeft = before.triesLeft - 1;
      if (triesLeft === 0 || event.error.code !== "NO_ANSWER") this.end(event.error);
      else this.#state = { kind: "seeking", triesLeft };
    } else {
      this.#state = { kind: "waiting" };
      this.#parts.say(event);
    }
  }

  #mirrorOn(board: Board): void {
    const { key, time, baud, say } = this.#parts;
    const mirror = new BoardMirror(board, key, {
      time,
      shown: (code) => say({ kind: "code", code }),
    });
    this.#state = { kind: "mirroring", board, mirror };
    const run = async (): Promise<void> => {
      if (baud !== null) await board.setBaud(baud);
      await mirror.run();
    };
    run().catch((error: unknown) => this.#takeFailure(board, error));
  }

  /** What a mirror failed with. That its line is gone is the link's matter, which begins anew. */
  #takeFailure(board: Board, error: unknown): void {
    const code = error instanceof BoardError ? error.code : null;
    if (code === "PORT_CLOSED") return;
    if (code === "NO_ANSWER") {
      // A board that answers the link's pings again is drawn on again.
      if (this.#state.kind === "mirroring" && this.#state.board === board) this.#mirrorOn(board);
      return;
    }
    this.end(error);
  }
}
