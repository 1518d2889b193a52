import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { Batches, type Batching } from "./batches.ts";

/**
 * Questions are texts, and their first letter is the subject. What is asked is noted and waits until
 * the test lets it go; "?" is not answered together, "!" fails alone, and "=" says that its answer
 * holds for all others of its subject.
 */
function desk(limits: Partial<Batching<string, string>> = {}) {
  const asked: string[] = [];
  const held: { readonly go: () => void; readonly fail: (error: Error) => void }[] = [];
  const hold = (question: string) => {
    asked.push(question);
    return new Promise<void>((go, fail) => held.push({ go, fail }));
  };
  const batches = new Batches<string, string>({
    ...{ batchesMax: 1, questionsMax: 3, patienceMilliseconds: 60_000 },
    ...{ waitMillisecondsMax: 60_000, waitedTooLong: () => new Error("waited") },
    subjectOf: (question) => question.slice(0, 1),
    answerFrom: ({ question, answer }) => (question.endsWith("=") ? { answer } : null),
    async runBatch(questions) {
      await hold(questions.join(" "));
      return questions.map((question) =>
        question.endsWith("?") ? null : { answer: `${question} answered` },
      );
    },
    async runSingle(question) {
      await hold(`only ${question}`);
      if (question.endsWith("!")) throw new Error(`${question} failed`);
      return `${question} alone`;
    },
    ...limits,
  });
  const outcome = (question: string) =>
    batches.submit(question).catch((error: unknown) => (error as Error).message);
  return { ask: outcome, idle: () => batches.idle(), asked, held };
}

/** Lets everything happen that waits for no timer. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
}

describe("Batches", () => {
  test("asks alone what comes alone, and together what comes in one turn", async () => {
    const { ask, asked, held } = desk();
    const one = ask("a");
    await turns();
    held[0]?.go();
    expect(await one).toBe("a alone");
    const two = [ask("b"), ask("c")];
    await turns();
    held[1]?.go();
    expect(await Promise.all(two)).toEqual(["b answered", "c answered"]);
    expect(asked).toEqual(["only a", "b c"]);
  });

  test("lets those wait who come while a batch is under way, as many together as may be", async () => {
    const { ask, asked, held } = desk();
    const all = [ask("a"), ask("b")];
    await turns();
    for (const word of ["c", "d", "e", "f", "g"]) {
      all.push(ask(word));
      await turns();
    }
    expect(asked).toEqual(["a b"]);
    for (let batch = 0; batch < 3; batch += 1) {
      held[batch]?.go();
      await turns();
    }
    await Promise.all(all);
    expect(asked).toEqual(["a b", "c d e", "f g"]);
  });

  test("has one question about a subject under way at a time, in their order", async () => {
    const { ask, asked, held } = desk({ batchesMax: 9 });
    const all = [ask("a1"), ask("a2"), ask("b"), ask("a3")];
    await turns();
    expect(asked).toEqual(["a1 b"]);
    held[0]?.go();
    await turns();
    held[1]?.go();
    await turns();
    held[2]?.go();
    expect(await Promise.all(all)).toEqual(["a1 answered", "a2 alone", "b answered", "a3 alone"]);
    expect(asked).toEqual(["a1 b", "only a2", "only a3"]);
  });

  test("asks alone what was not answered together, and keeps nobody waiting for it", async () => {
    const { ask, asked, held } = desk();
    const all = [ask("a?"), ask("b"), ask("c!?")];
    await turns();
    held[0]?.go();
    expect(await all[1]).toBe("b answered");
    const others = [ask("d"), ask("a")];
    await turns();
    expect(asked).toEqual(["a? b c!?", "only a?", "only c!?", "only d"]);
    for (let place = 1; place < 5; place += 1) {
      held[place]?.go();
      await turns();
    }
    expect(await Promise.all(all)).toEqual(["a? alone", "b answered", "c!? alone"]);
    expect(await Promise.all(others)).toEqual(["d alone", "a alone"]);
  });

  test("tells those who wait what an answer about their subject says of theirs", async () => {
    const { ask, asked, held } = desk();
    const all = [ask("a1="), ask("b="), ask("a2"), ask("c"), ask("a3"), ask("d")];
    await turns();
    held[0]?.go();
    await turns();
    held[1]?.go();
    expect(await Promise.all(all)).toEqual([
      ...["a1= answered", "b= answered", "a1= answered", "c answered", "a1= answered", "d alone"],
    ]);
    expect(asked).toEqual(["a1= b= c", "only d"]);
  });

  test("fails for all when a batch failed, for one when it was alone, and goes on", async () => {
    const { ask, held } = desk();
    const all = [ask("a"), ask("b"), ask("c")];
    const next = [ask("a!"), ask("b2")];
    await turns();
    held[0]?.fail(new Error("away"));
    expect(await Promise.all(all)).toEqual(["away", "away", "away"]);
    await turns();
    held[1]?.fail(new Error("away again"));
    expect(await Promise.all(next)).toEqual(["away again", "away again"]);
    const last = ask("a!");
    await turns();
    held[2]?.go();
    expect(await last).toBe("a! failed");
  });

  test("waits no longer than its patience for a batch that takes long", async () => {
    const { ask, asked, held } = desk({ patienceMilliseconds: 20 });
    const slow = ask("a");
    await turns();
    const next = ask("b");
    await sleep(40);
    await turns();
    expect(asked).toEqual(["only a", "only b"]);
    for (const { go } of held) go();
    expect(await Promise.all([slow, next])).toEqual(["a alone", "b alone"]);
  });

  test("asks nothing any more that has waited too long", async () => {
    const { ask, asked, held } = desk({ waitMillisecondsMax: 20 });
    const all = [ask("a1"), ask("a2"), ask("a3")];
    await turns();
    await sleep(40);
    held[0]?.go();
    expect(await Promise.all(all)).toEqual(["a1 alone", "waited", "waited"]);
    expect(asked).toEqual(["only a1"]);
  });

  test("is idle when nothing is asked any more", async () => {
    const { ask, idle, held } = desk();
    await idle();
    const all = Promise.all([ask("a"), ask("a2")]);
    let isIdle = false;
    const waiting = idle().then(() => {
      isIdle = true;
    });
    await turns();
    held[0]?.go();
    await turns();
    expect(isIdle).toBe(false);
    held[1]?.go();
    await all;
    await waiting;
    expect(isIdle).toBe(true);
  });
});
