import { type KeyStore, timeStep } from "@jeton/core";
import { openMemoryStore } from "@jeton/store";
import { beforeEach, describe, expect, test } from "vitest";
import { presentAndTell, raceKey } from "../contracts/race-key.ts";
import { checkHistory, type Entry, type FinalKey } from "./history.ts";

// Goal: the checker finds each way in which a law can be broken.
// Method: a sound history of three attempts, then the same with one thing altered.

describe("checkHistory()", () => {
  const steps = [28_000_000, 28_000_001, 28_000_002];
  let store: KeyStore;
  let entries: Entry[];
  let clock: number;

  async function attempt(step: number, pinIsRight = true, at = step): Promise<void> {
    const begunAt = ++clock;
    const code = { step: timeStep(step), at: timeStep(at) };
    const { decision, isSpent } = await presentAndTell(store, "K1", { ...code, pinIsRight });
    const answer = decision.kind === "refused" ? decision.reason : decision.kind;
    entries.push({ kind: "begun", serial: "K1", step });
    entries.push({ ...answered(step, answer, begunAt), isSpent } as Entry);
  }

  const answered = (step: number, answer: string, begunAt = ++clock): Entry => ({
    ...{ kind: "answered", serial: "K1", step, answer, begunAt, answeredAt: ++clock },
  });

  beforeEach(async () => {
    store = openMemoryStore();
    entries = [];
    clock = 0;
    await store.insert(raceKey("K1"), []);
    for (const [index, step] of steps.entries()) await attempt(step, index !== 1);
    await attempt(steps[1] ?? 0);
  });

  async function final(): Promise<FinalKey> {
    const stored = await store.load("K1");
    if (stored === null) throw new Error("Cannot find the key");
    return { stored, events: await store.events("K1", { afterSequence: 0, limit: 100 }) };
  }

  const findings = async (change: (key: FinalKey) => FinalKey = (key) => key) =>
    checkHistory(entries, new Map([["K1", change(await final())]])).findings.join("\n");

  test("finds nothing in a history in which the laws held, and counts it", async () => {
    expect(checkHistory(entries, new Map([["K1", await final()]]))).toEqual({
      ...{ codes: 3, presentations: 4, answered: 4, accepted: 2, burnt: 1, failed: 0 },
      ...{ unknown: 0, cutOff: 0, storedUnanswered: 0, findings: [] },
    });
  });

  test("finds nothing where an attempt told that a clock was set, which is a second event", async () => {
    for (const step of [28_000_018, 28_000_019]) await attempt(step, true, step - 8);
    const { stored, events } = await final();
    expect(events.map(({ kind }) => kind)).toContain("clock-set");
    expect(stored.revision).toBeLessThan(events.length + 1);
    expect(await findings()).toBe("");
    const alone = (key: FinalKey) => ({
      ...key,
      events: key.events.filter(({ kind }) => kind === "clock-set"),
    });
    expect(await findings(alone)).toContain("K1: a clock was set, and no attempt before it");
  });

  // Shrunk from a history of 2,529 attempts: the row that the code continues is forgotten by a clock that is days off.
  test("knows that a code that continues a row far away is awaited with a wrong PIN, not spent", async () => {
    const far = 28_000_010;
    await attempt(far - 1, true, far - 4);
    await attempt(far, false, far - 3);
    await attempt(far, true, far + 500);
    await attempt(far);
    const answers = entries.flatMap((entry) => (entry.kind === "answered" ? [entry.answer] : []));
    expect(answers.slice(4)).toEqual(["next-code-wanted", "wrong-pin", "wrong-code", "accepted"]);
    expect(await findings()).toBe("");
  });

  test("finds a step that was accepted twice", async () => {
    entries.push({ kind: "begun", serial: "K1", step: steps[0] ?? 0 });
    entries.push(answered(steps[0] ?? 0, "accepted"));
    expect(await findings()).toContain("K1: step 28000000 was accepted twice");
  });

  test("finds a burn that was lost, and none where both went on at once", async () => {
    const burnt = steps[1] ?? 0;
    entries.push(answered(burnt, "accepted", clock + 1));
    expect(await findings()).toContain("step 28000001 was accepted after step 28000002");
    entries.pop();
    entries.push(answered(burnt, "accepted", 1));
    expect(await findings()).not.toContain("had been spent");
  });

  test("finds an answer that was not counted", async () => {
    entries.push(answered(steps[2] ?? 0, "spent-code"));
    expect(await findings()).toContain('K1: 2 times answered "spent-code", 1 times stored');
  });

  test("finds an accepted step and a spent one of which the store knows nothing", async () => {
    entries.push(answered(28_000_009, "accepted"));
    expect(await findings()).toContain("step 28000009 was answered as accepted and is not stored");
    expect(await findings()).toContain("step 28000009 was spent, the store knows up to 28000002");
  });

  test("asks an older copy for nothing that it cannot know, and finds what passes twice all the same", async () => {
    entries.push(answered(28_000_009, "accepted"));
    const check = async () =>
      checkHistory(entries, new Map([["K1", await final()]]), clock + 1).findings;
    expect(await check()).toEqual([]);
    entries.push(answered(28_000_009, "accepted"));
    expect(await check()).toContain("K1: step 28000009 was accepted twice");
  });

  test("finds what nobody attempted", async () => {
    entries.splice(0, 2);
    expect(await findings()).toContain("K1: 3 attempts were made, 4 are stored");
  });

  test("finds an event that is missing, and a revision that skips", async () => {
    const shorter = (key: FinalKey) => ({ ...key, events: key.events.slice(0, -1) });
    expect(await findings(shorter)).toContain("K1: the chain is broken at 4");
    expect(await findings(shorter)).toContain("K1: revision 5 with 3 events");
  });
});
