import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { batched } from "./batched.ts";

/** Questions are texts; what was asked together is a text as well, and waits until it is let go. */
function counter(limits: { readonly batchesMax?: number; readonly patienceMilliseconds?: number }) {
  const asked: string[] = [];
  const waiting: { readonly answer: () => void; readonly fail: (error: Error) => void }[] = [];
  const hold = (questions: readonly string[]) => {
    asked.push(questions.join(" "));
    return new Promise<void>((resolve, reject) => waiting.push({ answer: resolve, fail: reject }));
  };
  const ask = batched<string, string>({
    ...{ batchesMax: 1, questionsMax: 3, patienceMilliseconds: 60_000, ...limits },
    subjectOf: (question) => question.slice(0, 1),
    async askTogether(questions) {
      await hold(questions);
      return questions.map((question) =>
        question.endsWith("?") ? null : { answer: `${question} answered` },
      );
    },
    async askAlone(question) {
      await hold([`only ${question}`]);
      return `${question} alone`;
    },
  });
  return { ask, asked, waiting };
}

describe("batched()", () => {
  test("asks alone what comes alone, and together what comes in one turn", async () => {
    const { ask, asked, waiting } = counter({});
    const one = ask("a");
    await sleep(1);
    waiting[0]?.answer();
    expect(await one).toBe("a alone");
    const two = [ask("b"), ask("c")];
    await sleep(1);
    waiting[1]?.answer();
    expect(await Promise.all(two)).toEqual(["b answered", "c answered"]);
    expect(asked).toEqual(["only a", "b c"]);
  });

  test("lets those wait who come while a batch is under way, as many together as may be", async () => {
    const { ask, asked, waiting } = counter({});
    const all = [ask("a"), ask("b")];
    await sleep(1);
    for (const word of ["c", "d", "e", "f", "g"]) {
      all.push(ask(word));
      await sleep(1);
    }
    expect(asked).toEqual(["a b"]);
    for (let batch = 0; batch < 3; batch += 1) {
      waiting[batch]?.answer();
      await sleep(1);
    }
    await Promise.all(all);
    expect(asked).toEqual(["a b", "c d e", "f g"]);
  });

  test("never puts one subject into a batch twice, and keeps the order of its questions", async () => {
    const { ask, asked, waiting } = counter({ batchesMax: 2 });
    const all = [ask("a1"), ask("a2"), ask("b"), ask("a3")];
    await sleep(1);
    expect(asked).toEqual(["a1 b", "only a2"]);
    waiting[0]?.answer();
    await sleep(1);
    expect(asked).toEqual(["a1 b", "only a2", "only a3"]);
    for (const { answer } of waiting) answer();
    expect(await Promise.all(all)).toEqual(["a1 answered", "a2 alone", "b answered", "a3 alone"]);
  });

  test("asks alone what was not answered together", async () => {
    const { ask, asked, waiting } = counter({});
    const all = [ask("a?"), ask("b"), ask("c?")];
    await sleep(1);
    waiting[0]?.answer();
    expect(await all[1]).toBe("b answered");
    expect(asked).toEqual(["a? b c?", "only a?", "only c?"]);
    for (const { answer } of waiting) answer();
    expect(await Promise.all(all)).toEqual(["a? alone", "b answered", "c? alone"]);
  });

  test("tells all when a batch failed, and goes on", async () => {
    const { ask, waiting } = counter({});
    const failed = Promise.allSettled([ask("a"), ask("b"), ask("c")]);
    await sleep(1);
    waiting[0]?.fail(new Error("away"));
    expect((await failed).map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
      "rejected",
    ]);
    const next = ask("d");
    await sleep(1);
    waiting[1]?.answer();
    expect(await next).toBe("d alone");
  });

  test("waits no longer than its patience for a batch that takes long", async () => {
    const { ask, asked, waiting } = counter({ patienceMilliseconds: 20 });
    const slow = ask("a");
    await sleep(1);
    const next = ask("b");
    await sleep(40);
    expect(asked).toEqual(["only a", "only b"]);
    for (const { answer } of waiting) answer();
    expect(await Promise.all([slow, next])).toEqual(["a alone", "b alone"]);
  });
});
