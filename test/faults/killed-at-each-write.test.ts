import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { timeStep, verifyChain } from "@jeton/core";
import { openSqliteStore } from "@jeton/store";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { present, raceKey } from "../contracts/race-key.ts";
import { compiler, type KilledProgram, killedProgram } from "../support/killed-program.ts";
import { describeWith } from "../support/needs.ts";

// Goal: wherever a validator dies while it writes, the store opens again, the audit chain is intact
// and no answered result is lost.
// Method: a library in front of the C library's kills the process with SIGKILL at its 1st, 2nd, 3rd …
// change of one of the database's files, every second time with half of a write done; for all of them
// from the opening of the store over three attempts to its closing, where the log goes back into the
// database. After each death the store is opened and compared with what was answered.

// In 2046: a copied store holds what was due before it was opened for spent.
const steps = [40_000_000, 40_000_001, 40_000_001].map(timeStep);
vi.setConfig({ testTimeout: 300_000 });

describeWith(compiler, "openSqliteStore() in a process killed at each write", (gcc) => {
  let program: KilledProgram;
  let whole: string;

  beforeAll(async () => {
    program = killedProgram(gcc, new URL("answer-and-end.ts", import.meta.url));
    whole = join(program.directory, "whole.sqlite");
    const store = openSqliteStore(whole);
    await store.insert(raceKey("K1"), []);
    await store.close();
  });
  afterAll(() => program.remove());

  type Run = {
    readonly file: string;
    readonly answers: readonly string[];
    readonly signal: unknown;
  };

  /** Runs the validator on a fresh copy until its boundary `killAt`; 0: to its end. */
  async function run(killAt: number): Promise<Run> {
    const place = join(program.directory, `${killAt}`);
    mkdirSync(place);
    const [file, log] = [join(place, "jeton.sqlite"), join(place, "log")];
    copyFileSync(whole, file);
    const signal = await program.run({ words: [file, log], watched: "jeton.sqlite", killAt });
    const answers = existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(0, -1) : [];
    return { file, answers, signal };
  }

  async function expectNothingLost({ file, answers }: Run): Promise<void> {
    const store = openSqliteStore(file);
    try {
      const stored = await store.load("K1");
      if (stored === null) throw new Error("The key is gone");
      const events = await store.events("K1", { afterSequence: 0, limit: 100 });
      const { audit, lastStep } = stored.record;
      expect(verifyChain("K1", audit, events)).toEqual({ kind: "intact", count: audit.count });
      expect(stored.revision).toBe(events.length + 1);
      // All that was answered, and at most the one that was under way.
      const inStore = events.map(({ kind, reason }) => reason ?? kind);
      expect(inStore.slice(0, answers.length)).toEqual(answers);
      expect(inStore.length - answers.length).toBeLessThanOrEqual(1);
      for (const step of steps.slice(0, answers.length)) {
        expect(lastStep).toBeGreaterThanOrEqual(step);
        expect(await present(store, "K1", { step, at: step })).toMatchObject({
          reason: "spent-code",
        });
      }
    } finally {
      await store.close();
    }
  }

  test("loses nothing that was answered", async () => {
    const undisturbed = await run(0);
    expect(undisturbed).toMatchObject({ answers: ["accepted", "wrong-pin", "spent-code"] });
    await expectNothingLost(undisturbed);
    const boundaries = program.changes();
    // Pages, their headers, and a flush for each attempt: else the library was not in front.
    expect(boundaries).toBeGreaterThan(20);

    const answered = new Set<number>();
    const queue = Array.from({ length: boundaries }, (_, index) => index + 1);
    const worker = async () => {
      for (let killAt = queue.shift(); killAt !== undefined; killAt = queue.shift()) {
        const killed = await run(killAt);
        expect(killed.signal).toBe("SIGKILL");
        await expectNothingLost(killed);
        answered.add(killed.answers.length);
      }
    };
    await Promise.all([worker(), worker()]);
    // Deaths fell before, between and behind the answers.
    expect([...answered].sort()).toEqual([0, 1, 2, 3]);
    console.log(`killed at each of ${boundaries} writes: nothing that was answered was lost`);
  });
});
