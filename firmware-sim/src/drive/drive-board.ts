import {
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
import { BoardDrive, type DriveState, greetMilliseconds } from "./board-drive.ts";
import { jsonSpeaker, textSpeaker } from "./drive-words.ts";

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
  const drive = new BoardDrive({ link, key, time: time.source, baud, say }, start);
  const stopListening = onQuitSignal(() => {
    // A second signal ends the process at once.
    stopListening();
    drive.end(null);
  });
  try {
    await drive.run();
  } catch (error) {
    throw error instanceof BoardError ? new FailedError(error.message, { cause: error }) : error;
  } finally {
    stopListening();
  }
}
