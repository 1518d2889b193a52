import { timeStep, verifyChain } from "@jeton/core";
import { openSqliteStore } from "@jeton/store";
import { describe, expect, test } from "vitest";
import type { Presentation } from "./presenter.ts";
import { raceKey } from "./race-key.ts";
import { nextMessage, startSource, stopProcess } from "./source-process.ts";
import { makeStoreDirectory } from "./store-directory.ts";

// Goal: law 2, on a real database and real processes: a code presented many times at once is
// accepted once in all. Method: validators open one SQLite file (which they also make, at once);
// each is given the same code at the same moment and presents it several times; for several codes
// of several keys. Every attempt must also be counted: one event each, in one intact chain.

const validators = 4;
const times = 5;
const serials = ["K1", "K2"];
const steps = [28_000_000, 28_000_001, 28_000_002, 28_000_005, 28_000_006];

describe("authenticate() over openSqliteStore()", () => {
  test("accepts a code once, however many processes are given it at once", async () => {
    const directory = makeStoreDirectory();
    const processes = Array.from({ length: validators }, () =>
      startSource("test/contracts/presenter.ts", directory.file),
    );
    try {
      await Promise.all(processes.map((each) => nextMessage(each)));
      const store = openSqliteStore(directory.file);
      for (const serial of serials) await store.insert(raceKey(serial), []);

      for (const step of steps) {
        for (const serial of serials) {
          const answers = processes.map((each) => nextMessage<readonly string[]>(each));
          for (const each of processes) each.send({ serial, step, times } satisfies Presentation);
          const kinds = (await Promise.all(answers)).flat();
          expect(kinds).toHaveLength(validators * times);
          expect(kinds.filter((kind) => kind === "accepted")).toHaveLength(1);
        }
      }

      for (const serial of serials) {
        const attempts = steps.length * validators * times;
        const stored = await store.load(serial);
        const events = await store.events(serial, { afterSequence: 0, limit: 10_000 });
        expect(stored?.revision).toBe(attempts + 1);
        expect(stored?.record.lastStep).toBe(timeStep(28_000_006));
        expect(stored && verifyChain(serial, stored.record.audit, events)).toEqual({
          kind: "intact",
          count: attempts,
        });
      }
      await store.close();
    } finally {
      await Promise.all(processes.map((each) => stopProcess(each, "SIGKILL")));
      directory.remove();
    }
  });
});
