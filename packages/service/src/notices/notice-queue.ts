import type { ChainedEvent, KeyRecord } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { directoryOf } from "../holders/directory-of.ts";
import type { NoticeResult } from "../web/metrics.ts";
import { type Delivery, deliver } from "./deliver.ts";
import { type Notice, noticesOf } from "./notice.ts";
import { addLosses } from "./notice-losses.ts";

/** How notices are sent, and who is told of it. */
export type NoticeOptions = Delivery & {
  readonly onResult: (result: NoticeResult) => void;
  /** Called when something keeps notices back; it names nobody. */
  readonly onProblem: (problem: string) => void;
};

/** Notices that wait to be sent. */
export type NoticeQueue = {
  /** Notes what is told of what was stored. Takes no time worth measuring, and never throws. */
  readonly note: (record: KeyRecord, events: readonly ChainedEvent[]) => void;
  /** Sends what can be sent now. Never rejects. */
  readonly work: () => Promise<void>;
  /** Sends what it can, and counts the rest as lost. */
  readonly close: () => Promise<void>;
};

/** More than that wait only where the mail server is away for long. */
export const waitingMax = 1000;
/** News of yesterday is no warning any more. */
export const keptMilliseconds: number = 24 * 60 * 60 * 1000;
/** A service that is told to stop begins no message later. */
const lastWorkMilliseconds = 5000;
const firstPauseMilliseconds = 10_000;
const pauseMillisecondsMax = 10 * 60 * 1000;

type Waiting = Notice & { readonly notBefore: number; readonly isCounted: boolean };

/**
 * Returns an empty queue. What waits is in memory only: a process that is killed loses it. Two notices of one kind to
 * one holder that wait at once are one.
 */
export function noticeQueue(ports: Ports, options: NoticeOptions): NoticeQueue {
  const { onResult, onProblem } = options;
  const waiting = new Map<string, Waiting>();
  const sending = sendFrom(waiting, ports, options);
  let dropped = 0;

  let working: Promise<void> = Promise.resolve();
  const work = (isLast: boolean): Promise<void> => {
    working = working
      .then(async () => {
        const full = dropped;
        dropped = 0;
        if (full > 0) await addLosses(ports, full, `${waitingMax} notices waited already`);
        await sending.sendAll(isLast);
      })
      .catch((error: unknown) => {
        // The store is away: nothing was taken out of the queue.
        onProblem(error instanceof Error ? error.name : "failed");
        sending.pause();
      });
    return working;
  };

  return {
    note(record, events) {
      for (const notice of noticesOf(record, events, ports.policy)) {
        const name = `${notice.kind} ${notice.holder}`;
        if (waiting.has(name)) continue;
        if (waiting.size < waitingMax) {
          waiting.set(name, { ...notice, notBefore: 0, isCounted: false });
          continue;
        }
        dropped += 1;
        onResult("lost");
      }
    },
    work: () => work(false),
    async close() {
      await work(true);
      const left = waiting.size;
      waiting.clear();
      if (left === 0) return;
      for (let count = 0; count < left; count += 1) onResult("lost");
      const problem = "the service was stopped while they waited";
      await addLosses(ports, left, problem).catch(() => onProblem("store"));
    },
  };
}

/** Returns what sends those who wait, one after the other, and what makes all of them wait. */
function sendFrom(waiting: Map<string, Waiting>, ports: Ports, options: NoticeOptions) {
  const directory = directoryOf(ports);
  let pausedUntil = 0;
  let faultsInRow = 0;

  function pause(): void {
    const longer = firstPauseMilliseconds * 2 ** Math.min(faultsInRow, 10);
    faultsInRow += 1;
    pausedUntil = ports.clock() + Math.min(longer, pauseMillisecondsMax);
  }

  /** Returns what became of a notice; null while it still waits. */
  async function send(name: string, notice: Waiting): Promise<NoticeResult | null> {
    if (ports.clock() - notice.at > keptMilliseconds) {
      await addLosses(ports, 1, "it waited for a day");
      return "lost";
    }
    const delivered = await deliver(ports, directory, notice, options);
    if (delivered.kind !== "failed") {
      faultsInRow = 0;
      return delivered.kind;
    }
    const { fault, problem } = delivered;
    options.onProblem(problem);
    if (fault === "message-for-good") {
      await addLosses(ports, 1, problem);
      return "lost";
    }
    const notBefore = fault === "server" ? 0 : ports.clock() + pauseMillisecondsMax;
    waiting.set(name, { ...notice, isCounted: true, notBefore });
    if (fault === "server") pause();
    return null;
  }

  return {
    pause,
    async sendAll(isLast: boolean): Promise<void> {
      const end = performance.now() + lastWorkMilliseconds;
      if (isLast) pausedUntil = 0;
      for (const [name, notice] of waiting) {
        const now = ports.clock();
        if (now < pausedUntil || (isLast && performance.now() > end)) return;
        if (!isLast && now < notice.notBefore) continue;
        const result = await send(name, notice);
        if (result === null) continue;
        waiting.delete(name);
        options.onResult(result);
      }
    },
  };
}
