// A board in a thread of its own: deeds come in, news goes out. A thread that is held up finds several
// of them waiting, and takes them before it lets time pass.
import { parentPort, receiveMessageOnPort } from "node:worker_threads";
import { type BoardMakeup, EmulatedBoard } from "../board/emulated-board.ts";
import { DescriptorLine } from "../pty/descriptor-line.ts";
import type { BoardDeed, BoardNews, BoardState, LiveBoard } from "./live-board.ts";
import { realTimeBoard } from "./real-time-board.ts";

/** What the thread is told. */
export type WorkerJob =
  | {
      readonly kind: "start";
      readonly makeup: BoardMakeup;
      readonly speed: number;
      /** A file that does not block: the other end of the line, beside `send` and `bytes`. */
      readonly descriptor: number | null;
    }
  | { readonly kind: "state" }
  | BoardDeed;

/** What it answers. */
export type WorkerAnswer =
  | { readonly kind: "started" }
  | { readonly kind: "state"; readonly state: BoardState }
  | BoardNews;

let board: LiveBoard | null = null;
let line: DescriptorLine | null = null;
let statesAsked = 0;

parentPort?.on("message", (job: WorkerJob) => {
  if (job.kind === "start") start(job);
  else if (job.kind === "state") statesAsked += 1;
  else board?.do(job);
  void answerStates();
});

function start({ makeup, speed, descriptor }: WorkerJob & { readonly kind: "start" }): void {
  if (descriptor !== null) line = new DescriptorLine(descriptor);
  board = realTimeBoard(new EmulatedBoard(makeup), speed, takeDeed);
  board.onNews((news) => {
    if (news.kind === "bytes") line?.write(news.bytes);
    post(news);
  });
  post({ kind: "started" });
}

function takeDeed(): BoardDeed | null {
  const waiting = parentPort === null ? undefined : receiveMessageOnPort(parentPort);
  const job = waiting?.message as WorkerJob | undefined;
  if (job?.kind === "state") {
    statesAsked += 1;
    setImmediate(() => void answerStates());
    return takeDeed();
  }
  if (job !== undefined && job.kind !== "start") return job;
  const bytes = line?.read() ?? null;
  return bytes === null ? null : { kind: "send", bytes };
}

async function answerStates(): Promise<void> {
  if (board === null) return;
  for (; statesAsked > 0; statesAsked -= 1) post({ kind: "state", state: await board.state() });
}

function post(answer: WorkerAnswer): void {
  parentPort?.postMessage(answer);
}
