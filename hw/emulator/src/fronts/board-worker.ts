// A board in a thread of its own: deeds come in, news goes out.
import { parentPort } from "node:worker_threads";
import { type BoardMakeup, EmulatedBoard } from "../board/emulated-board.ts";
import type { BoardDeed, BoardNews, BoardState, LiveBoard } from "./live-board.ts";
import { realTimeBoard } from "./real-time-board.ts";

/** What the thread is told. */
export type WorkerJob =
  | { readonly kind: "start"; readonly makeup: BoardMakeup; readonly speed: number }
  | { readonly kind: "state" }
  | BoardDeed;

/** What it answers. */
export type WorkerAnswer =
  | { readonly kind: "started" }
  | { readonly kind: "state"; readonly state: BoardState }
  | BoardNews;

let board: LiveBoard | null = null;

parentPort?.on("message", (job: WorkerJob) => {
  const post = (answer: WorkerAnswer): void => parentPort?.postMessage(answer);
  if (job.kind === "start") {
    board = realTimeBoard(new EmulatedBoard(job.makeup), job.speed);
    board.onNews(post);
    post({ kind: "started" });
  } else if (job.kind === "state") {
    void board?.state().then((state) => post({ kind: "state", state }));
  } else {
    board?.do(job);
  }
});
