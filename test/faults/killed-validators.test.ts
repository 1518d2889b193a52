import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type KeyStore, timeStep, verifyChain } from "@jeton/core";
import { openSqliteStore } from "@jeton/store";
import { describe, expect, test } from "vitest";
import { present, raceKey } from "../contracts/race-key.ts";
import { startSource, stopProcess } from "../contracts/source-process.ts";
import { makeStoreDirectory } from "../contracts/store-directory.ts";

// Goal: law 2 across crashes: whatever is killed in the middle of whatever, the store opens again,
// the audit chain is intact, and no code that was answered as accepted is ever accepted again.
// Method: several validators log in without end on one file; all are killed with SIGKILL at an
// arbitrary moment; the file is opened and examined; the next round starts on what is there. This
// shows the death of processes, not of the machine: that rests on synchronous = FULL.

const serial = "K1";
const rounds = 4;
const validators = 3;

/** Runs the validators, kills them all, answers the steps that they answered as accepted. */
async function runAndKill(file: string): Promise<readonly number[]> {
  let output = "";
  const processes = Array.from({ length: validators }, () =>
    startSource("test/faults/endless-login.ts", file, serial),
  );
  for (const each of processes) each.stdout?.on("data", (text) => (output += String(text)));
  // "close" comes behind the last output.
  const closed = processes.map(
    (each) => new Promise((resolve) => each.once("close", (_code, signal) => resolve(signal))),
  );
  const deadline = Date.now() + 20_000;
  while (output.split("\n").length < 20 && Date.now() < deadline) await sleep(5);
  await sleep(Math.random() * 150);
  // One first, while the others write: they must not be held up by what it leaves behind.
  const [first, ...others] = processes;
  if (first) await stopProcess(first, "SIGKILL");
  await sleep(Math.random() * 100);
  await Promise.all(others.map((each) => stopProcess(each, "SIGKILL")));
  // None ended by itself, by an error of the store.
  expect(await Promise.all(closed)).toEqual(processes.map(() => "SIGKILL"));
  return output.trim().split("\n").map(Number);
}

async function expectSound(store: KeyStore, answered: readonly number[]): Promise<void> {
  const stored = await store.load(serial);
  if (stored === null) throw new Error("The key is gone");
  const events = await store.events(serial, { afterSequence: 0, limit: 1_000_000 });
  const { audit, lastStep } = stored.record;
  expect(verifyChain(serial, audit, events)).toEqual({ kind: "intact", count: audit.count });
  expect(stored.revision).toBe(events.length + 1);

  const accepted = events.filter(({ kind }) => kind === "accepted").map(({ step }) => step);
  expect(new Set(accepted).size).toBe(accepted.length);
  expect(new Set(answered).size).toBe(answered.length);
  // What was answered was stored; what was stored need not have been answered.
  expect(answered.filter((step) => !accepted.includes(timeStep(step)))).toEqual([]);
  expect(lastStep).toBe(Math.max(...accepted.map(Number)));
}

describe("authenticate() over openSqliteStore()", () => {
  test("accepts no code twice when its processes are killed", async () => {
    const directory = makeStoreDirectory();
    try {
      const made = openSqliteStore(directory.file);
      await made.insert(raceKey(serial), []);
      await made.close();

      const answered: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        answered.push(...(await runAndKill(directory.file)));
        // A log is left behind, so that the next opening has something to recover.
        expect(statSync(`${directory.file}-wal`).size).toBeGreaterThan(0);
        const store = openSqliteStore(directory.file);
        await expectSound(store, answered);
        await store.close();
      }
      expect(answered.length).toBeGreaterThan(rounds * 10);

      const store = openSqliteStore(directory.file);
      for (const step of answered.map(timeStep)) {
        expect(await present(store, serial, { step, at: step })).toMatchObject({
          reason: "spent-code",
        });
      }
      await store.close();
    } finally {
      directory.remove();
    }
  });
});
