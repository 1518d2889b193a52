import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fairQueue, TooBusyError } from "./fair-queue.ts";

/** Work that ends when it is told to, and the order in which it was begun. */
function bench(options: Parameters<typeof fairQueue>[0]) {
  const queue = fairQueue(options);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (line: string) =>
    queue.inTurn(line, () => {
      begun.push(line);
      return new Promise<string>((resolve) => ends.push(() => resolve(line)));
    });
  const endOne = async () => {
    ends.shift()?.();
    // The queue goes on in microtasks.
    await new Promise(setImmediate);
  };
  const endAll = async () => {
    while (ends.length > 0) await endOne();
  };
  return { queue, begun, ask, endOne, endAll };
}

describe("fairQueue()", () => {
  test("begins no more at once than it may, and everything in the end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (lines, atOnceMax) => {
          const { ask, begun, endOne } = bench({ atOnceMax, waitingMax: 1000 });
          const answers = lines.map(ask);
          for (let ended = 0; ended < lines.length; ended += 1) {
            expect(begun).toHaveLength(Math.min(lines.length, ended + atOnceMax));
            await endOne();
          }
          expect(await Promise.all(answers)).toEqual(lines);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("keeps nobody waiting for more than a turn of each other line", async () => {
    const { ask, begun, endAll } = bench({ atOnceMax: 2, waitingMax: 1000 });
    const flood = Array.from({ length: 190 }, () => ask("flood"));
    const others = ["x", "y"].map(ask);
    await endAll();
    await Promise.all([...flood, ...others]);
    // Two of the flood were under way and one had its turn before x, and one more before y.
    expect(begun.indexOf("x")).toBeLessThanOrEqual(3);
    expect(begun.indexOf("y")).toBeLessThanOrEqual(4);
  });

  test("keeps the order within a line", async () => {
    const queue = fairQueue({ atOnceMax: 1, waitingMax: 100 });
    const done: number[] = [];
    await Promise.all(
      [1, 2, 3, 4].map((each) => queue.inTurn("one", async () => void done.push(each))),
    );
    expect(done).toEqual([1, 2, 3, 4]);
  });

  test("lets the newest of the longest line go when too much waits, and no other", async () => {
    const { ask, begun, endAll } = bench({ atOnceMax: 1, waitingMax: 4 });
    const flood = Array.from({ length: 10 }, () => ask("flood"));
    const others = ["x", "y", "z"].map(ask);
    const results = Promise.allSettled([...flood, ...others]);
    await endAll();
    const outcomes = (await results).map(({ status }) => status);
    // One was under way; of the four that may wait three gave way to the others.
    expect(outcomes.slice(0, 10).filter((each) => each === "fulfilled")).toHaveLength(2);
    expect(outcomes.slice(0, 2)).toEqual(["fulfilled", "fulfilled"]);
    expect(outcomes.slice(10)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
    expect(begun).toHaveLength(5);
  });

  test("says when it is worth while to ask again", async () => {
    const { ask, endAll } = bench({ atOnceMax: 1, waitingMax: 0 });
    const first = ask("a");
    const refused = await ask("b").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TooBusyError);
    expect(refused).toMatchObject({ retryAfterSeconds: 1 });
    await endAll();
    expect(await first).toBe("a");
  });

  test("goes on after work that fails", async () => {
    const queue = fairQueue({ atOnceMax: 1, waitingMax: 10 });
    const failed = queue.inTurn("a", () => Promise.reject(new Error("no")));
    const next = queue.inTurn("a", () => Promise.resolve(1));
    await expect(failed).rejects.toThrow("no");
    expect(await next).toBe(1);
  });
});
