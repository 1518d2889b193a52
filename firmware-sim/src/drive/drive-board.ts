import {
  type Board,
  BoardError,
  BoardLink,
  type BoardModelName,
  bauds,
  boardLine,
  boardModels,
  parseTcpName,
} from "@jeton/board";
import { FailedError, onQuitSignal } from "@jeton/cli";
import type { DriveOptions } from "../commands/drive-options.ts";
import { keyOfOptions } from "../commands/key-options.ts";
import { BoardMirror } from "./board-mirror.ts";
import { jsonSpeaker, textSpeaker } from "./drive-words.ts";

/** A board that resets when its port is opened starts within this time, ms. */
const greetMilliseconds = 2500;

/** Mirrors the key until the process is asked to end; fails when there is no board at the beginning. */
export async function driveBoard(options: DriveOptions): Promise<void> {
  const { key, time } = keyOfOptions(options);
  const say = options.json === true ? jsonSpeaker() : textSpeaker();
  // TCP has no speed: whatever stands behind it keeps its own.
  const isTcp = parseTcpName(options.port) !== null;
  const baud = isTcp ? null : (bauds.find((each) => String(each) === options.baud) ?? null);
  const link = new BoardLink({
    connect: boardLine(options.port, null),
    greetMilliseconds,
    ...(options.model !== undefined && { model: boardModels[options.model as BoardModelName] }),
  });
  let mirror: BoardMirror | null = null;
  let current: Board | null = null;
  let triesLeft = isTcp ? 1 : bauds.length;
  let mayWait = options.wait === true;

  /** Mirrors on this board until its line fails: that is the link's matter, which begins anew. */
  async function mirrorOn(board: Board): Promise<void> {
    while (current === board) {
      mirror = new BoardMirror(board, key, {
        time: time.source,
        shown: (code) => say({ kind: "code", code }),
      });
      try {
        if (baud !== null) await board.setBaud(baud);
        await mirror.run();
      } catch (error) {
        if (!(error instanceof BoardError)) throw error;
        if (error.code === "PORT_CLOSED") return;
        // A board that answers the link's pings again is drawn on again.
        if (error.code !== "NO_ANSWER") throw new FailedError(error.message, { cause: error });
      }
    }
  }

  await new Promise<void>((resolve, reject) => {
    const stopListening = onQuitSignal(() => end(resolve));
    function end(settle: () => void): void {
      stopListening();
      current = null;
      mirror?.stop();
      link.close().then(settle, reject);
    }
    link.on((event) => {
      mirror?.stop();
      current = event.kind === "up" ? event.board : null;
      if (event.kind === "up") {
        mayWait = true;
        say(event);
        mirrorOn(event.board).catch((error: unknown) => end(() => reject(error)));
        return;
      }
      triesLeft -= 1;
      if (mayWait) say(event);
      else if (triesLeft === 0 || event.error.code !== "NO_ANSWER") {
        end(() => reject(new FailedError(event.error.message, { cause: event.error })));
      }
    });
    link.start().catch((error: unknown) => end(() => reject(error)));
  });
}
