import {
  BoardError,
  BoardLink,
  type BoardLinkEvent,
  type BoardModelName,
  bauds,
  boardLine,
  boardModels,
} from "@jeton/board";
import { FailedError, onQuitSignal } from "@jeton/cli";
import type { DriveOptions } from "../commands/drive-options.ts";
import { keyOfOptions } from "../commands/key-options.ts";
import { BoardMirror, type CodeOnGlass } from "./board-mirror.ts";

/** A board that resets when its port is opened starts within this time, ms. */
const greetMilliseconds = 2500;

/** Mirrors the key until the process is asked to end; fails when there is no board at the beginning. */
export async function driveBoard(options: DriveOptions): Promise<void> {
  const { key, time } = keyOfOptions(options);
  const say = options.json === true ? sayJson : sayText;
  const baud = bauds.find((each) => String(each) === options.baud) ?? null;
  const link = new BoardLink({
    connect: boardLine(options.port, baud),
    greetMilliseconds,
    ...(options.model !== undefined && { model: boardModels[options.model as BoardModelName] }),
  });
  let mirror: BoardMirror | null = null;
  let tries = 0;
  let met = options.wait === true;
  // Without a speed the other one is tried before the board counts as missing.
  const triesMax = baud === null ? bauds.length : 1;

  await new Promise<void>((resolve, reject) => {
    const stopListening = onQuitSignal(() => end(resolve));
    function end(settle: () => void): void {
      stopListening();
      mirror?.stop();
      void link.close().then(settle, reject);
    }
    link.on((event) => {
      mirror?.stop();
      mirror = null;
      if (event.kind === "down") {
        tries += 1;
        if (!met && (tries >= triesMax || event.error.code !== "NO_ANSWER")) {
          end(() => reject(new FailedError(event.error.message, { cause: event.error })));
        } else if (met) {
          say(event);
        }
        return;
      }
      met = true;
      say(event);
      mirror = new BoardMirror(event.board, key, {
        time: time.source,
        shown: (code) => say({ kind: "code", code }),
      });
      // A line that fails is the link's matter: it says so and begins anew.
      mirror.run().catch((error: unknown) => {
        if (!(error instanceof BoardError)) end(() => reject(error));
        else if (error.code !== "PORT_CLOSED" && error.code !== "NO_ANSWER") {
          say({ kind: "down", error });
        }
      });
    });
    link.start();
  });
}

type Said = BoardLinkEvent | { readonly kind: "code"; readonly code: CodeOnGlass };

function sayText(said: Said): void {
  switch (said.kind) {
    case "up":
      console.log(
        `Board   ${said.board.version}, ${said.board.model.columns} × ${said.board.rows}`,
      );
      break;
    case "down":
      console.log(`Lost    ${said.error.message}`);
      break;
    case "code": {
      const { at, code, latencyMilliseconds } = said.code;
      const late =
        latencyMilliseconds === null ? "" : `, ${latencyMilliseconds} ms after its step began`;
      console.log(`${new Date(at).toISOString()} ${code} on the glass${late}`);
      break;
    }
    default:
      said satisfies never;
  }
}

function sayJson(said: Said): void {
  switch (said.kind) {
    case "up":
      console.log(
        JSON.stringify({ kind: "up", version: said.board.version, model: said.board.model.name }),
      );
      break;
    case "down":
      console.log(
        JSON.stringify({ kind: "down", code: said.error.code, message: said.error.message }),
      );
      break;
    case "code": {
      const { at, ...code } = said.code;
      console.log(JSON.stringify({ kind: "code", time: new Date(at).toISOString(), ...code }));
      break;
    }
    default:
      said satisfies never;
  }
}
