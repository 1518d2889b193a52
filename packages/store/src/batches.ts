/** How questions are put together. */
export type Batching<Question, Answer> = {
  /** Batches under way at once, at most: questions that come later wait for the next one. */
  readonly batchesMax: number;
  /** A batch slower than this no longer occupies one of the `batchesMax` slots. */
  readonly patienceMilliseconds: number;
  /** A question that waited longer than this is not asked any more … */
  readonly waitMillisecondsMax: number;
  /** … but fails with this. */
  readonly waitedTooLong: () => Error;
  readonly questionsMax: number;
  /** One question about a subject is under way at a time; null when that does not matter. */
  readonly subjectOf: (question: Question) => string | null;
  /**
   * Returns the answers in the order of the questions, with null for every question that must be asked by
   * itself. When it fails, all of them have failed.
   */
  readonly runBatch: (
    questions: readonly Question[],
  ) => Promise<readonly (Answered<Answer> | null)[]>;
  readonly runSingle: (question: Question) => Promise<Answer>;
  /**
   * If a finished answer already settles a waiting question about the same subject, returns that answer;
   * otherwise null.
   */
  readonly answerFrom: (
    finished: { readonly question: Question } & Answered<Answer>,
    waiting: Question,
  ) => Answered<Answer> | null;
};

type Answered<Answer> = { readonly answer: Answer };

type Submitted<Question, Answer> = {
  readonly question: Question;
  readonly subject: string | null;
  readonly since: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Asks questions together with those that are submitted in the same turn of the event loop, or while
 * `batchesMax` batches are under way. So nobody waits while a slot is free, and the more come, the more
 * share a round trip and a write to the disk.
 *
 *     submitted --> waiting --> in a batch --answer--------> settled
 *                    |  ^          |  \--null--> single ---> settled
 *                    |  |          \--the batch fails------> failed
 *                    |  \-- as long as its subject is busy
 *                    |--a finished answer settles it-------> settled
 *                    \--waited too long--------------------> failed
 */
export class Batches<Question, Answer> {
  readonly #batching: Batching<Question, Answer>;
  #waiting: Submitted<Question, Answer>[] = [];
  #isStarting = false;
  #batchesUnderWay = 0;
  readonly #busySubjects = new Set<string>();
  #open = 0;
  #whenIdle: (() => void)[] = [];

  constructor(batching: Batching<Question, Answer>) {
    this.#batching = batching;
  }

  /** Returns the answer to a question, or rejects with what made it fail. */
  submit(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#open += 1;
      this.#waiting.push({
        question,
        subject: this.#batching.subjectOf(question),
        since: performance.now(),
        resolve: (answer) => {
          resolve(answer);
          this.#close();
        },
        reject: (error) => {
          reject(error);
          this.#close();
        },
      });
      this.#startSoon();
    });
  }

  /** Waits until every question is settled. */
  idle(): Promise<void> {
    if (this.#open === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  #startSoon(): void {
    const isFull = this.#batchesUnderWay === this.#batching.batchesMax;
    if (this.#isStarting || isFull || this.#waiting.length === 0) return;
    this.#isStarting = true;
    setImmediate(() => {
      this.#isStarting = false;
      const batch = this.#nextBatch();
      // All others wait for one about their subject, whose end starts this again.
      if (batch.length === 0) return;
      void this.#run(batch);
      this.#startSoon();
    });
  }

  #nextBatch(): readonly Submitted<Question, Answer>[] {
    const batch: Submitted<Question, Answer>[] = [];
    const oldest = performance.now() - this.#batching.waitMillisecondsMax;
    this.#waiting = this.#waiting.filter((one) => {
      const { subject } = one;
      if (one.since < oldest) {
        one.reject(this.#batching.waitedTooLong());
        return false;
      }
      const isBusy = subject !== null && this.#busySubjects.has(subject);
      if (isBusy || batch.length === this.#batching.questionsMax) return true;
      if (subject !== null) this.#busySubjects.add(subject);
      batch.push(one);
      return false;
    });
    return batch;
  }

  /** Never rejects. */
  async #run(batch: readonly Submitted<Question, Answer>[]): Promise<void> {
    const release = this.#takeSlot();
    const [first] = batch;
    if (first !== undefined && batch.length === 1) await this.#askSingle(first);
    else await this.#askBatch(batch);
    release();
  }

  /** Never rejects. */
  async #askBatch(batch: readonly Submitted<Question, Answer>[]): Promise<void> {
    let answers: readonly (Answered<Answer> | null)[];
    try {
      answers = await this.#batching.runBatch(batch.map(({ question }) => question));
      if (answers.length !== batch.length) throw new RangeError("Cannot tell answers apart");
    } catch (error) {
      for (const one of batch) this.#fail(one, error);
      return;
    }
    const answered = batch.flatMap((one, place) => {
      const found = answers[place] ?? null;
      // It no longer belongs to the batch: it may have to wait for somebody.
      if (found === null) void this.#askSingle(one);
      return found === null ? [] : [{ one, ...found }];
    });
    this.#settle(answered);
  }

  /** Never rejects. */
  async #askSingle(one: Submitted<Question, Answer>): Promise<void> {
    try {
      this.#settle([{ one, answer: await this.#batching.runSingle(one.question) }]);
    } catch (error) {
      this.#fail(one, error);
    }
  }

  #settle(
    answered: readonly ({ readonly one: Submitted<Question, Answer> } & Answered<Answer>)[],
  ): void {
    const bySubject = new Map<string, { readonly question: Question } & Answered<Answer>>();
    for (const { one, answer } of answered) {
      one.resolve(answer);
      if (one.subject === null) continue;
      this.#busySubjects.delete(one.subject);
      bySubject.set(one.subject, { question: one.question, answer });
    }
    this.#waiting = this.#waiting.filter(({ question, subject, resolve }) => {
      const finished = subject === null ? undefined : bySubject.get(subject);
      const found = finished === undefined ? null : this.#batching.answerFrom(finished, question);
      if (found !== null) resolve(found.answer);
      return found === null;
    });
    this.#startSoon();
  }

  #fail(one: Submitted<Question, Answer>, error: unknown): void {
    one.reject(error);
    if (one.subject !== null) this.#busySubjects.delete(one.subject);
    this.#startSoon();
  }

  /** Occupies a slot until it is released, or until the batch has taken too long. */
  #takeSlot(): () => void {
    this.#batchesUnderWay += 1;
    let isTaken = true;
    const release = () => {
      clearTimeout(timer);
      if (!isTaken) return;
      isTaken = false;
      this.#batchesUnderWay -= 1;
      this.#startSoon();
    };
    const timer = setTimeout(release, this.#batching.patienceMilliseconds);
    return release;
  }

  #close(): void {
    this.#open -= 1;
    if (this.#open > 0) return;
    for (const resolve of this.#whenIdle) resolve();
    this.#whenIdle = [];
  }
}
