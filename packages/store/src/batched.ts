/** How questions are put together. */
export type Batching<Question, Answer> = {
  /** Batches that are under way at once, at most: who comes later waits for the next one. */
  readonly batchesMax: number;
  /** A batch that takes longer than this is counted no more, so that others need not wait for it. */
  readonly patienceMilliseconds: number;
  /** A question that waited longer than this is not asked any more … */
  readonly waitMillisecondsMax: number;
  /** … but fails with this. */
  readonly waitedTooLong: () => Error;
  readonly questionsMax: number;
  /** Of the questions about one subject one is under way at a time; null when that does not matter. */
  readonly subjectOf: (question: Question) => string | null;
  /**
   * Returns the questions in their order, with null for each that is to be asked alone after all.
   * When it fails, all of them have failed.
   */
  readonly askTogether: (
    questions: readonly Question[],
  ) => Promise<readonly (Answered<Answer> | null)[]>;
  readonly askAlone: (question: Question) => Promise<Answer>;
  /** Returns what an answer tells of a question that waits and has the same subject; null for nothing. */
  readonly tells: (
    of: { readonly question: Question } & Answered<Answer>,
    waiting: Question,
  ) => Answered<Answer> | null;
};

type Answered<Answer> = { readonly answer: Answer };

export type Batched<Question, Answer> = {
  /**
   * Asks together with those who come within the same turn of the event loop or while `batchesMax`
   * batches are under way. So nobody waits while the way is free, and the more come, the more share
   * a round trip and a write to the disk.
   */
  readonly ask: (question: Question) => Promise<Answer>;
  /** Waits until nothing is asked any more. */
  readonly idle: () => Promise<void>;
};

type Waiting<Question, Answer> = {
  readonly question: Question;
  readonly subject: string | null;
  readonly since: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
};

/** Returns a way to ask questions together. */
export function batched<Question, Answer>(
  batching: Batching<Question, Answer>,
): Batched<Question, Answer> {
  type One = Waiting<Question, Answer>;
  let waiting: One[] = [];
  let isStarting = false;
  let batchesUnderWay = 0;
  const subjectsUnderWay = new Set<string>();
  let open = 0;
  let whenIdle: (() => void)[] = [];

  function startSoon(): void {
    if (isStarting || batchesUnderWay === batching.batchesMax || waiting.length === 0) return;
    isStarting = true;
    setImmediate(() => {
      isStarting = false;
      const batch = nextBatch();
      // All others wait for one about their subject, whose end starts this again.
      if (batch.length === 0) return;
      void run(batch);
      startSoon();
    });
  }

  function nextBatch(): readonly One[] {
    const batch: One[] = [];
    const oldest = performance.now() - batching.waitMillisecondsMax;
    waiting = waiting.filter((one) => {
      const { subject } = one;
      if (one.since < oldest) {
        one.reject(batching.waitedTooLong());
        return false;
      }
      const isBusy = subject !== null && subjectsUnderWay.has(subject);
      if (isBusy || batch.length === batching.questionsMax) return true;
      if (subject !== null) subjectsUnderWay.add(subject);
      batch.push(one);
      return false;
    });
    return batch;
  }

  /** Never rejects. */
  async function run(batch: readonly One[]): Promise<void> {
    const release = countBatch();
    const [first] = batch;
    if (first !== undefined && batch.length === 1) await alone(first);
    else await together(batch);
    release();
  }

  async function together(batch: readonly One[]): Promise<void> {
    let answers: readonly (Answered<Answer> | null)[];
    try {
      answers = await batching.askTogether(batch.map(({ question }) => question));
      if (answers.length !== batch.length) throw new RangeError("Cannot tell answers apart");
    } catch (error) {
      for (const one of batch) fail(one, error);
      return;
    }
    const answered = batch.flatMap((one, place) => {
      const told = answers[place] ?? null;
      // It is no part of the batch any more: it may have to wait for somebody.
      if (told === null) void alone(one);
      return told === null ? [] : [{ one, ...told }];
    });
    succeed(answered);
  }

  /** Never rejects. */
  async function alone(one: One): Promise<void> {
    try {
      succeed([{ one, answer: await batching.askAlone(one.question) }]);
    } catch (error) {
      fail(one, error);
    }
  }

  function succeed(answered: readonly ({ readonly one: One } & Answered<Answer>)[]): void {
    const bySubject = new Map<string, { readonly question: Question } & Answered<Answer>>();
    for (const { one, answer } of answered) {
      one.resolve(answer);
      if (one.subject === null) continue;
      subjectsUnderWay.delete(one.subject);
      bySubject.set(one.subject, { question: one.question, answer });
    }
    waiting = waiting.filter(({ question, subject, resolve }) => {
      const of = subject === null ? undefined : bySubject.get(subject);
      const told = of === undefined ? null : batching.tells(of, question);
      if (told !== null) resolve(told.answer);
      return told === null;
    });
    startSoon();
  }

  function fail(one: One, error: unknown): void {
    one.reject(error);
    if (one.subject !== null) subjectsUnderWay.delete(one.subject);
    startSoon();
  }

  /** Counts a batch as under way until it is released, or has taken too long. */
  function countBatch(): () => void {
    batchesUnderWay += 1;
    let isCounted = true;
    const release = () => {
      clearTimeout(timer);
      if (!isCounted) return;
      isCounted = false;
      batchesUnderWay -= 1;
      startSoon();
    };
    const timer = setTimeout(release, batching.patienceMilliseconds);
    return release;
  }

  function end(): void {
    open -= 1;
    if (open > 0) return;
    for (const tell of whenIdle) tell();
    whenIdle = [];
  }

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const one: One = {
          question,
          subject: batching.subjectOf(question),
          since: performance.now(),
          resolve: (answer) => {
            resolve(answer);
            end();
          },
          reject: (error) => {
            reject(error);
            end();
          },
        };
        open += 1;
        waiting.push(one);
        startSoon();
      }),
    idle: () => (open === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  };
}
