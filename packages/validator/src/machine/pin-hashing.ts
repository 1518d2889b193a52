import { scryptSync } from "node:crypto";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type PinQuestion, pinDigestBytes } from "@jeton/core";
import { fairQueue } from "./fair-queue.ts";

/** N * r * p of what takes less time than handing it to another thread and back: tests and benchmarks. */
const costAtOnceMax = 64;

/** Hashes that wait, for all who log in: at the default cost a second or so of all cores. */
const waitingMax = 512;

const threadsMax = availableParallelism();
const queue = fairQueue({ atOnceMax: threadsMax, waitingMax });

/**
 * Returns scrypt of the PIN in OpenSSL's C; noble's gives the same bytes. What costs something waits for
 * one of as many threads as there are cores, in the line of `line` (default: one for each salt).
 *
 * The threads are ours and not libuv's pool: that has four, whatever the machine, which would leave the
 * event loop a part of the cores only, and files and names would wait behind hashes.
 */
export function hashPinInTurn(question: PinQuestion, line?: string): Promise<Uint8Array> {
  const { pin, salt, cost } = question;
  const { logN, r, p } = cost;
  const N = 2 ** logN;
  // OpenSSL counts its own buffers, too: twice the table and a little is enough for any cost.
  const options = { N, r, p, maxmem: 256 * N * r + 2 ** 20 };
  if (N * r * p <= costAtOnceMax) {
    return Promise.resolve(new Uint8Array(scryptSync(pin, salt, pinDigestBytes, options)));
  }
  return queue.inTurn(line ?? salt.join(), () => onThread({ pin, salt, options }));
}

type Task = { readonly pin: string; readonly salt: Uint8Array; readonly options: object };

/** So much behind the event loop, which must answer while all cores hash (setpriority(2)). */
const threadNiceness = 10;

// As text: a module of its own would need a loader where the sources are run as they are. To Linux each thread is
// a process of its own: elsewhere this would be the priority of all of us.
const threadProgram = `
  const { parentPort } = require("node:worker_threads");
  const { scryptSync } = require("node:crypto");
  const { getPriority, setPriority } = require("node:os");
  if (process.platform === "linux") {
    try {
      setPriority(0, Math.min(19, getPriority(0) + ${threadNiceness}));
    } catch {
      // Hashes without it are right, too.
    }
  }
  parentPort.on("message", ({ pin, salt, options }) => {
    try {
      parentPort.postMessage({ digest: new Uint8Array(scryptSync(pin, salt, ${pinDigestBytes}, options)) });
    } catch (error) {
      parentPort.postMessage({ error });
    }
  });
`;

type Answer =
  | { readonly digest: Uint8Array; readonly error?: undefined }
  | { readonly digest?: undefined; readonly error: unknown };

/** Threads without work: there are never more in all than hashes under way at once. */
const idle: Worker[] = [];

function onThread(task: Task): Promise<Uint8Array> {
  const thread = idle.pop() ?? new Worker(threadProgram, { eval: true });
  // It keeps the process alive while it works, and no longer.
  thread.ref();
  return new Promise((resolve, reject) => {
    const onAnswer = (answer: Answer) => {
      thread.off("error", onEnd).off("exit", onExit).unref();
      idle.push(thread);
      if (answer.digest === undefined) reject(answer.error);
      else resolve(answer.digest);
    };
    // A thread that ended is no longer used; the next task makes a new one.
    const onEnd = (error: unknown) => reject(error);
    const onExit = () => reject(new Error("Cannot hash a PIN: the thread ended"));
    thread.once("message", onAnswer).once("error", onEnd).once("exit", onExit);
    thread.postMessage(task);
  });
}
