import { describe, expect, test } from "vitest";
import { contextIn, keyAssigned, keyInService } from "../../../../test/support/commission.ts";
import { testKeyring } from "../../../../test/support/keyring.ts";
import { issueSet, keyWithSet, setIssued } from "../../../../test/support/recovery-codes.ts";
import { act, floorAt, give, pin } from "../../../../test/support/temporary-code.ts";
import { recoveryCodesLeft } from "./recovery-codes.ts";
import { pinHashCosts } from "./renew-pin.ts";
import { masterKeyIds, reseal } from "./reseal.ts";
import { decodeRecord, encodeRecord } from "./stored-record.ts";

const { codes, set } = setIssued(102);
const [first = "", second = ""] = codes;
const passed = { kind: "accepted-without-key", spare: "recovery-code" };
const left = (record: Parameters<typeof recoveryCodesLeft>[0], step = 103) =>
  recoveryCodesLeft(record, contextIn(step).now);

describe("issueRecoveryCodes()", () => {
  test("gives eight codes that let their holder in once each, and leaves what is known of the key", () => {
    let record = keyWithSet();
    for (const [index, code] of codes.entries()) {
      const { decision, next, events } = give(record, 103, pin, code);
      expect(decision).toEqual(passed);
      expect(events).toMatchObject([
        { kind: "accepted", step: null, diagnosis: { pin: "right", spare: "recovery-code" } },
      ]);
      expect([next.lastStep, next.clock, next.state]).toEqual([
        ...[record.lastStep, record.clock, record.state],
      ]);
      expect(left(next)).toBe(7 - index);
      const again = give(next, 103, pin, code).decision;
      expect(again).toMatchObject({ reason: "recovery-code-used" });
      record = next;
    }
  });

  test("tells who did it, and ends no session", () => {
    const before = keyInService();
    const { next, events } = issueSet(before, set, 102);
    expect(events).toMatchObject([{ kind: "recovery-codes-issued", actor: "holder" }]);
    expect(next.epoch).toBe(before.epoch);
  });

  test("ends the former set", () => {
    const other = setIssued(103, 1);
    const { next } = issueSet(keyWithSet(), other.set, 103);
    expect(give(next, 104, pin, first).decision.kind).toBe("refused");
    expect(give(next, 104, pin, other.codes[0]).decision).toEqual(passed);
  });

  test("of the same set once more brings back no used code (law 2)", () => {
    const used = give(keyWithSet(), 103, pin, first).next;
    const { decision, next, events } = issueSet(used, set, 103);
    expect([decision.kind, events]).toEqual(["issued", []]);
    expect(next).toBe(used);
  });

  test("does nothing for a key that is not in service, or whose sessions were ended", () => {
    const record = keyInService();
    for (const outcome of [
      issueSet(keyAssigned(), set, 102),
      issueSet(record, set, 102, record.epoch + 1),
    ]) {
      expect([outcome.decision.kind, outcome.events]).toEqual(["over", []]);
      expect(outcome.next.recoveryCodes).toBeNull();
    }
  });

  test("wants a whole set", () => {
    const short = { ...set, codes: set.codes.slice(1) };
    expect(() => issueSet(keyInService(), short, 102)).toThrow(/expected 8/);
  });
});

describe("a recovery code", () => {
  test("is used although the PIN was wrong or missing, or the key suspended", () => {
    for (const given of ["9999", null]) {
      const { decision, next } = give(keyWithSet(), 103, given, first);
      expect(decision.kind).toBe("refused");
      expect(next.failures.strangers.wrongPins).toBe(1);
      expect(give(next, 103, pin, first).decision.kind).toBe("refused");
      expect(give(next, 103, pin, second).decision).toEqual(passed);
    }
    const suspended = act(keyWithSet(), { kind: "suspend" }, 102).next;
    expect(left(give(suspended, 103, pin, first).next)).toBe(7);
  });

  test("passes under its own number only", () => {
    const moved = `${first.slice(0, -1)}2`;
    const { decision, next } = give(keyWithSet(), 103, pin, moved);
    expect(decision).toMatchObject({ reason: "wrong-code" });
    expect([left(next), next.failures.strangers.guesses]).toEqual([8, 1]);
  });

  test("ends with the key's PIN, holder and life, and not with a suspension", () => {
    for (const kind of ["clear-pin", "lose", "retire"] as const) {
      expect(act(keyWithSet(), { kind }, 103).next.recoveryCodes).toBeNull();
    }
    const resumed = act(act(keyWithSet(), { kind: "suspend" }, 103).next, { kind: "resume" }, 103);
    expect(give(resumed.next, 104, pin, first).decision).toEqual(passed);
  });

  test("is over once the store may have forgotten its use (law 12)", () => {
    const floored = floorAt(keyWithSet(), contextIn(102).now);
    const { decision, next } = give(floored, 104, pin, first);
    expect(decision.kind).toBe("refused");
    expect([left(floored, 104), next.recoveryCodes]).toEqual([0, null]);
  });

  test("of a clock that was far ahead is over", () => {
    expect(give(keyWithSet(), 100, pin, first).decision.kind).toBe("refused");
  });
});

describe("a record", () => {
  test("keeps a set, and has the text of earlier versions without one", () => {
    const record = keyWithSet();
    expect(decodeRecord(encodeRecord(record)).recoveryCodes).toEqual(record.recoveryCodes);
    const without = encodeRecord(keyInService());
    expect(without).not.toContain("recoveryCodes");
    expect(decodeRecord(without).recoveryCodes).toBeNull();
    const short = encodeRecord(record).replace('"isUsed":false', '"isUsed":0');
    expect(() => decodeRecord(short)).toThrow(/isUsed/);
  });

  test("is sealed anew with its set, and names the costs of it", () => {
    const record = keyWithSet();
    expect(pinHashCosts(record)).toHaveLength(9);
    expect(masterKeyIds(record).size).toBe(1);
    expect(reseal(record, testKeyring, () => new Uint8Array(24))).toBe(record);
  });
});
