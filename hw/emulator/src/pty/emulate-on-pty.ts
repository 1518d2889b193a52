import type { BoardMakeup } from "../board/emulated-board.ts";
import type { LiveBoard } from "../fronts/live-board.ts";
import { startWorkerBoard } from "../fronts/worker-board.ts";
import { linkTo } from "./link.ts";
import { openPty } from "./open-pty.ts";

/** A board behind a pty. */
export type PtyBoard = {
  /** What a client opens: the link when one was asked for, else the pty's own path. */
  readonly path: string;
  readonly board: LiveBoard;
  stop(): Promise<void>;
};

/**
 * Puts an emulated board, in a thread of its own and in real time, behind a pseudo-terminal; `link`
 * becomes a symbolic link to it. A pty has no line rate and no DTR: the board's own rate holds, and
 * opening does not reset it (`board.do({ kind: "reset" })` does).
 */
export async function emulateOnPty(
  options: BoardMakeup & { readonly link?: string },
): Promise<PtyBoard> {
  const { link, ...makeup } = options;
  const pty = await openPty();
  const removeLink = linkOrClose(pty, link);
  let board: LiveBoard;
  try {
    board = await startWorkerBoard({ ...makeup, baud: "same" }, 1, pty.descriptor);
  } catch (error) {
    removeLink();
    pty.close();
    throw error;
  }
  return {
    path: link ?? pty.path,
    board,
    async stop() {
      removeLink();
      await board.stop();
      pty.close();
    },
  };
}

function linkOrClose(pty: { path: string; close(): void }, link: string | undefined): () => void {
  if (link === undefined) return () => {};
  try {
    return linkTo(pty.path, link);
  } catch (error) {
    pty.close();
    throw error;
  }
}
