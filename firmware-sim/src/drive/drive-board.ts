import {
  type Board,
  BoardError,
  BoardLink,
  type BoardLinkEvent,
  type BoardModelName,
  bauds,
  boardLine,
  boardModels,
  parseTcpName,
} from "@jeton/board";
import { FailedError, onQuitSignal } from "@jeton/cli";
import type { SimulatedKey, TimeSource } from "@jeton/key";
import type { DriveOptions } from "../commands/drive-options.ts";
import { keyOfOptions } from "../commands/key-options.ts";
import { BoardMirror } from "./board-mirror.ts";
import { type DriveNews, jsonSpeaker, textSpeaker } from "./drive-words.ts";

/** A board that resets when its port is opened starts within this time, ms. */
const greetMilliseconds = 2500;

/** Mirrors the key until the process is asked to end; fails when there is no board at the beginning. */
export async function driveBoard(options: DriveOptions): Promise<void> {
  const { key, time } = keyOfOptions(options);
  // TCP has no speed: whatever stands behind it keeps its own.
  const isTcp = parseTcpName(options.port) !== null;
  const baud = isTcp ? null : (bauds.find((each) => String(each) === options.baud) ?? null);
  const link = new BoardLink({
    connect: boardLine(options.port, null),
    greetMilliseconds,
    ...(options.model !== undefined && { model: boardModels[options.model as BoardModelName] }),
  });
  const say = options.json === true ? jsonSpeaker() : textSpeaker();
  const triesLeft = isTcp ? 1 : bauds.length;
  const start: DriveState =
    options.wait === true ? { kind: "waiting" } : { kind: "seeking", triesLeft };
  await new BoardDrive({ link, key, time: time.source, baud, say }, start).run();
}

/**
 *   seeking ──board──> mirroring ──line lost──> waiting ──board──> mirroring
 *      │                 │   ^
 *      │                 └───┘ the board fell silent and answers again: all is drawn anew
 *      └──no board at the last speed──> ended
 *
 * From each of them to `ended`: the process is asked to end, or something failed that no waiting mends.
 */
type DriveState =
  /** No board was there yet: it fails when none answers. */
  | { readonly kind: "seeking"; readonly triesLeft: number }
  /** The link goes on looking for a board, for as long as it takes. */
  | { readonly kind: "waiting" }
  | { readonly kind: "mirroring"; readonly board: Board; readonly mirror: BoardMirror }
  | { readonly kind: "ended" };

type DriveParts = {
  readonly link: BoardLink;
  readonly key: SimulatedKey;
  readonly time: TimeSource;
  /** The speed that is asked of each board; null: its own. */
  readonly baud: (typeof bauds)[number] | null;
  readonly say: (news: DriveNews) => void;
};

/** Shows a key on whatever board the link finds, one after the other. */
class BoardDrive {
  readonly #parts: DriveParts;
  #state: DriveState;
  /** The board on whose glass the key was when it ended. */
  #left: Board | null = null;
  #settle: (error: unknown) => void = () => {};

  constructor(parts: DriveParts, start: DriveState) {
    this.#parts = parts;
    this.#state = start;
  }

  /** Goes on until the process is asked to end. Throws FailedError when there is no board, or a useless one. */
  async run(): Promise<void> {
    const { link } = this.#parts;
    const ended = new Promise<unknown>((resolve) => {
      this.#settle = resolve;
    });
    const stopListening = onQuitSignal(() => this.#end(null));
    link.on((event) => this.#takeEvent(event));
    link.start().catch((error: unknown) => this.#end(error));
    const error = await ended;
    stopListening();
    await this.#wipe();
    await link.close();
    if (error !== null) throw error;
  }

  /** `error`: why, or null when it was asked to. The first reason counts. */
  #end(error: unknown): void {
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
      if (triesLeft === 0 || event.error.code !== "NO_ANSWER") this.#end(failed(event.error));
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
    this.#end(error instanceof BoardError ? failed(error) : error);
  }
}

function failed(error: BoardError): FailedError {
  return new FailedError(error.message, { cause: error });
}
