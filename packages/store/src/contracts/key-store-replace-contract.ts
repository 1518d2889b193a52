import { type ChainedEvent, type KeyStore, timeStep } from "@jeton/core";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anyTimeStep } from "./arbitraries.ts";
import { changed, guessed, plainKey } from "./key-changes.ts";

/** What every KeyStore's compare-and-set must do; `open` answers an empty store. */
export function keyStoreReplaceContract(
  name: string,
  open: () => KeyStore | Promise<KeyStore>,
): void {
  describe(`KeyStore: ${name}, replace()`, () => {
    let store: KeyStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const all = { afterSequence: 0, limit: 1000 };
    const spent = plainKey("K1", { holder: "ada", lastStep: timeStep(100) });

    /** The key and its events are as they were before a change that must leave no trace. */
    async function expectUntouched(): Promise<void> {
      expect(await store.load("K1")).toEqual({ record: spent, revision: 1 });
      expect(await store.events("K1", all)).toEqual([]);
    }

    test("writes the record and its events and raises the revision by one", async () => {
      await store.insert(spent, []);
      const first = changed(spent, { failures: guessed(1) });
      expect(await store.replace("K1", 1, first.next, first.events)).toBe(true);
      expect(await store.load("K1")).toEqual({ record: first.next, revision: 2 });
      const second = changed(first.next, { failures: guessed(0), lastStep: timeStep(101) });
      expect(await store.replace("K1", 2, second.next, second.events)).toBe(true);
      expect(await store.load("K1")).toEqual({ record: second.next, revision: 3 });
      expect(await store.events("K1", all)).toEqual([...first.events, ...second.events]);
    });

    test.each([0, 1, 2, 7])("writes the record and its events when they are %i", async (count) => {
      await store.insert(spent, []);
      let next = spent;
      const events: ChainedEvent[] = [];
      for (let index = 0; index < count; index += 1) {
        const change = changed(next, { failures: guessed(index) });
        next = change.next;
        events.push(...change.events);
      }
      expect(await store.replace("K1", 2, next, events)).toBe(false);
      await expectUntouched();
      expect(await store.replace("K1", 1, next, events)).toBe(true);
      expect(await store.load("K1")).toEqual({ record: next, revision: 2 });
      expect(await store.events("K1", all)).toEqual(events);
    });

    test("answers false and does nothing at any other revision", async () => {
      await store.insert(spent, []);
      const { next, events } = changed(spent, { failures: guessed(1) });
      for (const revision of [0, 2, -1, 1000]) {
        expect(await store.replace("K1", revision, next, events)).toBe(false);
      }
      await expectUntouched();
    });

    test("answers false for a key that is not there, and makes none", async () => {
      const { next, events } = changed(spent, {});
      expect(await store.replace("K1", 1, next, events)).toBe(false);
      expect(await store.load("K1")).toBeNull();
      expect(await store.events("K1", all)).toEqual([]);
    });

    test("answers true to exactly one of many at the same revision", async () => {
      await store.insert(spent, []);
      for (let revision = 1; revision <= 20; revision += 1) {
        const stored = await store.load("K1");
        const outcomes = Array.from({ length: 10 }, (_, count) =>
          changed(stored?.record ?? spent, { failures: guessed(count) }),
        );
        const answers = await Promise.all(
          outcomes.map(({ next, events }) => store.replace("K1", revision, next, events)),
        );
        expect(answers.filter(Boolean)).toHaveLength(1);
        const won = outcomes[answers.indexOf(true)];
        expect(await store.load("K1")).toEqual({ record: won?.next, revision: revision + 1 });
      }
      expect(await store.events("K1", all)).toHaveLength(20);
    });

    test("never lets lastStep go back, nor be forgotten", async () => {
      await store.insert(spent, []);
      for (const lastStep of [null, timeStep(0), timeStep(99)]) {
        const { next, events } = changed(spent, { lastStep });
        await expect(store.replace("K1", 1, next, events)).rejects.toMatchObject({
          name: "OtpError",
          code: "STEP_REOPENED",
        });
        await expectUntouched();
      }
    });

    test("keeps the greatest of arbitrary last steps, whatever is asked", async () => {
      let count = 0;
      const steps = fc.array(fc.option(anyTimeStep), { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(steps, async (asked) => {
          count += 1;
          const serial = `S${count}`;
          let [record, revision] = [plainKey(serial), 1];
          await store.insert(record, []);
          for (const lastStep of asked) {
            const { next, events } = changed(record, { lastStep });
            const wanted = (lastStep ?? -1) >= (record.lastStep ?? -1);
            const answer = store.replace(serial, revision, next, events);
            if (!wanted) {
              await expect(answer).rejects.toMatchObject({ code: "STEP_REOPENED" });
              continue;
            }
            expect(await answer).toBe(true);
            [record, revision] = [next, revision + 1];
          }
          expect(await store.load(serial)).toEqual({ record, revision });
        }),
      );
    });

    test("lets the same step stand", async () => {
      await store.insert(spent, []);
      const { next, events } = changed(spent, { failures: guessed(1) });
      expect(await store.replace("K1", 1, next, events)).toBe(true);
    });

    test("a lost race says so, even when the step would go back", async () => {
      await store.insert(spent, []);
      const { next, events } = changed(spent, { lastStep: timeStep(1) });
      expect(await store.replace("K1", 7, next, events)).toBe(false);
    });

    test("refuses a holder who has another key, and writes nothing", async () => {
      await store.insert(spent, []);
      await store.insert(plainKey("K2", { holder: "bob" }), []);
      const { next, events } = changed(spent, { holder: "bob" });
      await expect(store.replace("K1", 1, next, events)).rejects.toMatchObject({
        name: "OtpError",
        code: "HOLDER_TAKEN",
      });
      await expectUntouched();
      expect((await store.loadForHolder("bob", "K1"))?.record.serial).toBe("K2");
    });

    test("writes nothing of a change of which one event cannot be stored", async () => {
      const first = changed(spent, { failures: guessed(1) });
      await store.insert(first.next, first.events);
      const before = await store.load("K1");
      // Event 1 again, as a decision on a record gives it that is not the stored one.
      const again = changed(spent, { failures: guessed(2), lastStep: timeStep(500) });
      await expect(store.replace("K1", 1, again.next, again.events)).rejects.toThrow(RangeError);
      expect(await store.load("K1")).toEqual(before);
      expect(await store.events("K1", all)).toEqual(first.events);
    });

    test("calls a record or events of another key a slip of the caller", async () => {
      await store.insert(spent, []);
      const other = changed(plainKey("K2"), {});
      const own = changed(spent, {});
      await expect(store.replace("K1", 1, other.next, [])).rejects.toThrow(RangeError);
      await expect(store.replace("K1", 1, own.next, other.events)).rejects.toThrow(RangeError);
      await expect(
        store.replace("K1", 1, own.next, [...own.events, ...own.events]),
      ).rejects.toThrow(RangeError);
      const unchained = { ...own.next, audit: { count: 1, hash: "f".repeat(64) } };
      await expect(store.replace("K1", 1, unchained, own.events)).rejects.toThrow(RangeError);
      await expectUntouched();
    });
  });
}
