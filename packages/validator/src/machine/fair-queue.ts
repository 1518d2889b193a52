/** How work is taken in turn. */
export type FairQueueOptions = {
  /** Pieces of work that are under way at once. */
  readonly atOnceMax: number;
  /** Pieces of work that wait, of all lines together. */
  readonly waitingMax: number;
};

/** Work in lines that take turns. */
export type FairQueue = {
  /**
   * Does the work when it is its line's turn: lines take turns one piece of work at a time, so that a long
   * line keeps no other one waiting. Rejects with TooBusyError when too much waits: then the newest of
   * the longest line goes.
   */
  readonly inTurn: <T>(line: string, work: () => Promise<T>) => Promise<T>;
};

/** Too much waits. Nothing was done and nothing was decided; it can be asked again. */
export class TooBusyError extends Error {
  override readonly name: string = "TooBusyError";
  /** When it is worth while to ask again, in whole seconds. */
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(`Cannot decide now: too many attempts wait, try again in ${retryAfterSeconds} s`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

type Waiting = { readonly start: () => void; readonly refuse: (error: Error) => void };

/** Returns a queue in which nothing waits. */
export function fairQueue({ atOnceMax, waitingMax }: FairQueueOptions): FairQueue {
  /** In the order of their turns; a line without work is not there. */
  const lines = new Map<string, Waiting[]>();
  let waiting = 0;
  let underWay = 0;
  /** What a piece of work took lately, from its turn to its end. */
  let milliseconds = 0;

  function startNext(): void {
    while (underWay < atOnceMax) {
      const [turn] = lines;
      if (turn === undefined) return;
      const [line, works] = turn;
      const next = works.shift();
      lines.delete(line);
      // Behind all others.
      if (works.length > 0) lines.set(line, works);
      waiting -= 1;
      next?.start();
    }
  }

  /** Lets the newest work of the longest line go. */
  function refuseOne(): void {
    let [longest, works]: readonly [string, Waiting[]] = ["", []];
    for (const [line, each] of lines)
      if (each.length > works.length) [longest, works] = [line, each];
    const newest = works.pop();
    if (works.length === 0) lines.delete(longest);
    waiting -= 1;
    newest?.refuse(new TooBusyError(secondsToWait()));
  }

  function secondsToWait(): number {
    return Math.max(1, Math.ceil((waiting * milliseconds) / atOnceMax / 1000));
  }

  async function run<T>(work: () => Promise<T>): Promise<T> {
    const begin = performance.now();
    try {
      return await work();
    } finally {
      underWay -= 1;
      milliseconds += (performance.now() - begin - milliseconds) / 8;
      startNext();
    }
  }

  return {
    inTurn: (line, work) =>
      new Promise((resolve, reject) => {
        const start = () => {
          underWay += 1;
          run(work).then(resolve, reject);
        };
        const works = lines.get(line);
        if (works === undefined) lines.set(line, [{ start, refuse: reject }]);
        else works.push({ start, refuse: reject });
        waiting += 1;
        startNext();
        if (waiting > waitingMax) refuseOne();
      }),
  };
}
