/** How questions are put together. */
export type Batching<Question, Answer> = {
  /** Batches that are under way at once, at most: who comes later waits for the next one … */
  readonly batchesMax: number;
  /** … but no longer than this. A batch that takes longer counts no more. */
  readonly patienceMilliseconds: number;
  readonly questionsMax: number;
  /** Questions about the same subject never go into one batch. */
  readonly subjectOf: (question: Question) => string;
  /**
   * Answers the questions in their order, with null for each that is to be asked alone after all.
   * When it fails, all of them have failed.
   */
  readonly askTogether: (
    questions: readonly Question[],
  ) => Promise<readonly ({ readonly answer: Answer } | null)[]>;
  /** Asks one that came by itself, or for which there was no answer together with others. */
  readonly askAlone: (question: Question) => Promise<Answer>;
};

type Waiting<Question, Answer> = {
  readonly question: Question;
  readonly resolve: (answer: Answer | Promise<Answer>) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Answers a way to ask a question, together with those that come within the same turn of the event
 * loop or while `batchesMax` batches are under way. So nobody waits while the way is free, and the
 * more come, the more share a round trip and a write to the disk.
 */
export function batched<Question, Answer>(
  batching: Batching<Question, Answer>,
): (question: Question) => Promise<Answer> {
  const { batchesMax, patienceMilliseconds, questionsMax, subjectOf, askTogether, askAlone } =
    batching;
  let waiting: Waiting<Question, Answer>[] = [];
  let underWay = 0;
  let isStarting = false;

  function startSoon(): void {
    if (isStarting || underWay === batchesMax || waiting.length === 0) return;
    isStarting = true;
    setImmediate(() => {
      isStarting = false;
      void run(nextBatch());
      startSoon();
    });
  }

  function nextBatch(): readonly Waiting<Question, Answer>[] {
    const batch = new Map<string, Waiting<Question, Answer>>();
    const later: Waiting<Question, Answer>[] = [];
    for (const one of waiting) {
      const subject = subjectOf(one.question);
      if (batch.size < questionsMax && !batch.has(subject)) batch.set(subject, one);
      else later.push(one);
    }
    waiting = later;
    return [...batch.values()];
  }

  /** Never rejects. */
  async function run(batch: readonly Waiting<Question, Answer>[]): Promise<void> {
    const release = countBatch();
    try {
      const answers =
        batch.length === 1 ? [] : await askTogether(batch.map(({ question }) => question));
      const alone = batch.flatMap(({ question, resolve }, place) => {
        const together = answers[place] ?? null;
        const answer = together === null ? askAlone(question) : together.answer;
        resolve(answer);
        return together === null ? [answer] : [];
      });
      await Promise.allSettled(alone);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    release();
  }

  /** Counts a batch as under way until it is released, or has taken too long. */
  function countBatch(): () => void {
    underWay += 1;
    let isCounted = true;
    const release = () => {
      clearTimeout(timer);
      if (!isCounted) return;
      isCounted = false;
      underWay -= 1;
      startSoon();
    };
    const timer = setTimeout(release, patienceMilliseconds);
    return release;
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      startSoon();
    });
}
