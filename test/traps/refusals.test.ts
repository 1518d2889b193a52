import { readFileSync } from "node:fs";
import { emptyLane } from "@jeton/core";
import { openMemoryStore } from "@jeton/store";
import { logIn } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { codeOf, quickPolicy } from "../support/commission.ts";
import { type HolderWithKey, holderPin } from "../support/holder-with-key.ts";
import { passcodeNow, servedHolder } from "../support/served-holder.ts";
import { momentOf, presentAt, unsureKey } from "../support/unsure-key.ts";

describe("a refusal", () => {
  test("is the same for every reason, whether a next code is wanted or nobody has that name", async () => {
    const holder = await servedHolder();
    const say = (identifier: string, passcode: string) =>
      logIn(holder.ports, { identifier, passcode });
    const passcode = passcodeNow(holder);
    const wrongPin = `0000${passcode.slice(holderPin.length)}`;
    const answers = [
      await say("nobody", passcode),
      await say("holder-K1", `${holderPin}000000`),
      await say("holder-K1", wrongPin),
      await say("holder-K1", passcode),
      await say("holder-K1", ""),
    ];
    for (const answer of answers) {
      expect(JSON.stringify(answer)).toMatch(/^\{"kind":"refused","flow":"[\w-]{22}"\}$/u);
    }
  });

  test("that wants the next code is the ordinary one", async () => {
    const holder = await servedHolder();
    // For a year nobody saw the key: its clock may be half an hour off by now, and is 20 minutes.
    holder.time.advance(365 * 86_400_000);
    holder.shiftServer(-20 * 60_000);
    const say = (flow: string, passcode: string) =>
      logIn(holder.ports, { identifier: "holder-K1", passcode }, { devices: [], flow });
    expect((await say("one client", passcodeNow(holder))).kind).toBe("refused");
    expect(await holder.reason()).toBe("next-code-wanted");
    holder.time.advance(holder.key.millisecondsLeft());
    // Another client gave no PIN yet: for it the next code alone is no PASSCODE.
    expect((await say("another", holder.key.reading().code ?? "")).kind).toBe("refused");
    holder.time.advance(holder.key.millisecondsLeft());
    expect((await say("one client", holder.key.reading().code ?? "")).kind).toBe("accepted");
  });

  test("that wants the next code takes it with the PIN from a client that carries nothing", async () => {
    const holder = await servedHolder();
    holder.time.advance(365 * 86_400_000);
    holder.shiftServer(-20 * 60_000);
    const say = async (passcode: string) =>
      (await logIn(holder.ports, { identifier: "holder-K1", passcode })).kind;
    expect(await say(passcodeNow(holder))).toBe("refused");
    holder.time.advance(holder.key.millisecondsLeft());
    expect(await say(holder.key.reading().code ?? "")).toBe("refused");
    holder.time.advance(holder.key.millisecondsLeft());
    expect(await say(passcodeNow(holder))).toBe("accepted");
  });

  test("of a locked key confirms nothing: right and wrong codes read the same", async () => {
    const holder = await servedHolder();
    await lock(holder);
    const identifier = "holder-K1";
    const right = await logIn(holder.ports, { identifier, passcode: passcodeNow(holder) });
    expect(await holder.reason()).toBe("blocked");
    const wrong = await logIn(holder.ports, { identifier, passcode: `${holderPin}000000` });
    const refusal = { kind: "refused", flow: expect.stringMatching(/^[\w-]{22}$/u) };
    expect([right, wrong]).toEqual([refusal, refusal]);
  });

  test("is counted by what it showed, and the PIN counts only after the code was looked at", () => {
    const guess = { ...emptyLane, guesses: 1 };
    const wrongPin = { ...emptyLane, wrongPins: 1 };
    for (const [pin, code, reason, strangers] of [
      ["0000", codeOf(1000), "wrong-pin", wrongPin],
      ["4071", "000000", "wrong-code", guess],
      ["0000", "000000", "wrong-code", guess],
      [null, codeOf(1000), "pin-missing", wrongPin],
      // A code far from the believed step may be met by chance.
      ["0000", codeOf(1040), "wrong-code", guess],
      ["4071", codeOf(1040), "next-code-wanted", emptyLane],
    ] as const) {
      const { decision, next } = presentAt(unsureKey(), momentOf(1000), { pin, code });
      expect(decision).toEqual({ kind: "refused", reason });
      expect(next.failures).toEqual({ strangers, devices: [] });
    }
  });
});

describe("failures", () => {
  test("of one key lock no other key", async () => {
    const store = openMemoryStore();
    const guessed = await servedHolder("k1", store);
    const other = await servedHolder("k2", store);
    const before = await other.record();
    await lock(guessed);
    for (let guess = 0; guess < 200; guess += 1) await guessed.logIn(`${holderPin}000000`);
    const { failures } = await guessed.record();
    expect(failures.strangers.wrongPins).toBeGreaterThanOrEqual(quickPolicy.lockAtFailure);
    expect(await other.record()).toEqual(before);
    expect(await other.logIn(passcodeNow(other))).toBe("accepted");
  });
});

/** Locks the key: right codes with a wrong PIN, each after its delay. */
async function lock(holder: HolderWithKey): Promise<void> {
  for (let failure = 0; failure < quickPolicy.lockAtFailure; failure += 1) {
    expect(await holder.logIn(`0000${holder.key.reading().code}`)).toBe("refused");
    holder.time.advance(120_000);
  }
}

describe("a code presented many times at once", () => {
  // Read, check, write without a lock accepted 299 of 300 codes more than once elsewhere. Two
  // log-ins of one process race here; the processes race in test/contracts/single-use-race.test.ts.
  test("is accepted once: the record is replaced only as it was read", async () => {
    const holder = await servedHolder();
    const passcode = passcodeNow(holder);
    const kinds = await Promise.all(Array.from({ length: 10 }, () => holder.logIn(passcode)));
    expect(kinds.filter((kind) => kind === "accepted")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "refused")).toHaveLength(9);
  });

  test("is raced for over real databases, by name", () => {
    const races = readFileSync(
      new URL("../contracts/single-use-race.test.ts", import.meta.url),
      "utf8",
    );
    expect(races).toContain("accepts a code once, however many processes are given it at once");
  });
});
