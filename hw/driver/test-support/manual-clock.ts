import type { Clock } from "../src/transport.ts";

/** Time that moves only when something is awaited. */
export type ManualClock = Clock & {
  /** Lets time go on until `work` settled, and answers or throws what it came to. */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
  /** Lets so many ms pass. */
  readonly pass: (milliseconds: number) => Promise<void>;
};

type Timer = { readonly at: number; readonly callback: () => void };

export function manualClock(): ManualClock {
  let now = 0;
  let timers: Timer[] = [];

  function after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: now + milliseconds, callback };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  }

  /** All that can happen without time going on. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  function step(): void {
    const next = timers.reduce<Timer | null>(
      (first, timer) => (first === null || timer.at < first.at ? timer : first),
      null,
    );
    if (next === null) throw new Error("Cannot go on: nothing waits, and the work is not done");
    timers = timers.filter((timer) => timer !== next);
    now = Math.max(now, next.at);
    next.callback();
  }

  async function run<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const watched = work.finally(() => {
      isDone = true;
    });
    watched.catch(() => {});
    for (;;) {
      await settle();
      if (isDone) return watched;
      step();
    }
  }

  return {
    now: () => now,
    after,
    run,
    pass: (milliseconds) =>
      run(new Promise((resolve) => void after(milliseconds, () => resolve(undefined)))),
  };
}
