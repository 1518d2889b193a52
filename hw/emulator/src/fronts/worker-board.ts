import { Worker } from "node:worker_threads";
import type { BoardMakeup } from "../board/emulated-board.ts";
import { EmulatorError } from "../emulator-error.ts";
import type { WorkerAnswer, WorkerJob } from "./board-worker.ts";
import type { BoardNews, BoardState, LiveBoard } from "./live-board.ts";

/**
 * Starts a board in a thread of its own, in real time (`speed` times as fast): however busy the
 * caller's thread is, the board keeps time. `descriptor` is an open file that does not block,
 * over which the board's line goes as well. Rejects when the thread cannot start.
 */
export async function startWorkerBoard(
  makeup: BoardMakeup,
  speed = 1,
  descriptor: number | null = null,
): Promise<LiveBoard> {
  const worker = new Worker(new URL("../../bin/board-worker.mjs", import.meta.url));
  const listeners = new Set<(news: BoardNews) => void>();
  const asked: { resolve: (state: BoardState) => void; reject: (error: Error) => void }[] = [];
  let stopping = false;
  const end = (problem: string, cause?: unknown): void => {
    const error = new EmulatorError("EMULATOR_STOPPED", problem, { cause });
    for (const { reject } of asked.splice(0)) reject(error);
    if (!stopping) for (const listener of [...listeners]) listener({ kind: "stopped", problem });
    stopping = true;
  };
  worker.on("message", (answer: WorkerAnswer) => {
    if (answer.kind === "state") asked.shift()?.resolve(answer.state);
    else if (answer.kind !== "started") for (const listener of [...listeners]) listener(answer);
  });
  worker.on("error", (error) => end(`Cannot go on with the board: ${error.message}`, error));
  worker.on("exit", () => end("Cannot go on with the board: its thread has ended"));
  const post = (job: WorkerJob): void => worker.postMessage(job);
  await new Promise<void>((resolve, reject) => {
    worker.once("message", () => resolve());
    worker.once("error", reject);
    post({ kind: "start", makeup, speed, descriptor });
  });
  return {
    do: (deed) => post(deed),
    state: () =>
      new Promise((resolve, reject) => {
        if (stopping) {
          reject(new EmulatorError("EMULATOR_STOPPED", "Cannot ask the board: it was stopped"));
          return;
        }
        asked.push({ resolve, reject });
        post({ kind: "state" });
      }),
    onNews(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async stop() {
      stopping = true;
      listeners.clear();
      await worker.terminate();
    },
  };
}
