import { readFileSync } from "node:fs";
import { logIn } from "@jeton/service";
import { openMemoryStore } from "@jeton/store";
import { describe, expect, test } from "vitest";
import { codeOf, quickPolicy } from "../support/commission.ts";
import { holderPin } from "../support/holder-with-key.ts";
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
    expect(answers.map((answer) => JSON.stringify(answer))).toEqual(
      answers.map(() => '{"kind":"refused"}'),
    );
  });

  test("that wants the next code is the ordinary one", async () => {
    const holder = await servedHolder();
    // For a year nobody saw the key: its clock may be half an hour off by now, and is 20 minutes.
    holder.time.advance(365 * 86_400_000);
    holder.shiftServer(-20 * 60_000);
    expect(await holder.logIn(passcodeNow(holder))).toBe("refused");
    expect(await holder.reason()).toBe("next-code-wanted");
    holder.time.advance(holder.key.millisecondsLeft());
    expect(await holder.logIn(holder.key.reading().code ?? "")).toBe("accepted");
  });

  test("of a locked key confirms nothing: right and wrong codes read the same", async () => {
    const holder = await servedHolder();
    for (let failure = 0; failure < quickPolicy.lockAtFailure; failure += 1) {
      expect(await holder.logIn(`${holderPin}000000`)).toBe("refused");
      holder.time.advance(120_000);
    }
    const identifier = "holder-K1";
    const right = await logIn(holder.ports, { identifier, passcode: passcodeNow(holder) });
    expect(await holder.reason()).toBe("blocked");
    const wrong = await logIn(holder.ports, { identifier, passcode: `${holderPin}000000` });
    expect([right, wrong]).toEqual([{ kind: "refused" }, { kind: "refused" }]);
  });

  test("of a wrong PIN counts as much as one of a wrong code, and comes after the code was looked at", () => {
    for (const [pin, code, reason] of [
      ["0000", codeOf(1000), "wrong-pin"],
      ["4071", "000000", "wrong-code"],
      ["0000", "000000", "wrong-code"],
      [null, codeOf(1000), "pin-missing"],
    ] as const) {
      const { decision, next } = presentAt(unsureKey(), momentOf(1000), { pin, code });
      expect(decision).toEqual({ kind: "refused", reason });
      expect(next.failures).toBe(1);
    }
  });
});

describe("failures", () => {
  test("of one key lock no other key", async () => {
    const store = openMemoryStore();
    const guessed = await servedHolder("k1", store);
    const other = await servedHolder("k2", store);
    const before = await other.record();
    for (let failure = 0; failure < 2 * quickPolicy.lockAtFailure; failure += 1) {
      await guessed.logIn(`${holderPin}000000`);
      guessed.time.advance(86_400_000);
    }
    expect((await guessed.record()).failures).toBeGreaterThanOrEqual(quickPolicy.lockAtFailure);
    expect(await other.record()).toEqual(before);
    expect(await other.logIn(passcodeNow(other))).toBe("accepted");
  });
});

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
