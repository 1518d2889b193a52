import { describe, expect, test } from "vitest";
import { contextIn, keyInService, keyInStock } from "../../../../test/support/commission.ts";
import { nextEpoch } from "../base/epoch.ts";
import { actOnKey } from "./help-desk.ts";
import { signOut } from "./sign-out.ts";
import { decodeRecord, encodeRecord } from "./stored-record.ts";

const { now } = contextIn(102);

describe("signOut()", () => {
  test("raises the epoch and says so in the trail", () => {
    const record = keyInService();
    const { decision, next, events } = signOut(record, { epoch: record.epoch }, now);
    expect(decision).toEqual({ kind: "signed-out" });
    expect(next).toEqual({ ...record, epoch: record.epoch + 1, audit: next.audit });
    expect(events).toMatchObject([{ kind: "signed-out", actor: "holder", at: now, step: null }]);
  });

  test("does nothing for a session of another epoch, so that an old copy signs nobody out", () => {
    const record = { ...keyInService(), epoch: 5 };
    for (const epoch of [4, 6, 0]) {
      const { decision, next, events } = signOut(record, { epoch }, now);
      expect([decision, events]).toEqual([{ kind: "over" }, []]);
      expect(next).toBe(record);
    }
  });
});

describe("an epoch", () => {
  test("is 0 for a new key, and for a record that was stored before there were epochs", () => {
    const record = keyInStock();
    expect(record.epoch).toBe(0);
    const { epoch: _, ...before } = record;
    expect(decodeRecord(JSON.stringify(before)).epoch).toBe(0);
    expect(decodeRecord(encodeRecord({ ...record, epoch: 7 })).epoch).toBe(7);
  });

  test("is raised by each act of the help desk that is done, and by no other", () => {
    const by = { actor: "staff:anne", now };
    const record = { ...keyInService(), epoch: 3 };
    for (const kind of ["clear-pin", "unlock", "suspend", "lose", "retire"] as const) {
      expect([kind, actOnKey(record, { kind }, by).next.epoch]).toEqual([kind, 4]);
    }
    expect(actOnKey(record, { kind: "resume" }, by).next.epoch).toBe(3);
    const suspended = actOnKey(record, { kind: "suspend" }, by).next;
    expect(actOnKey(suspended, { kind: "resume" }, by).next.epoch).toBe(5);
  });

  test("begins again rather than to leave what can be stored", () => {
    const last = { ...keyInService(), epoch: 2 ** 32 - 1 };
    const { next } = signOut(last, last, now);
    expect(decodeRecord(encodeRecord(next)).epoch).toBe(0);
    expect(nextEpoch(2 ** 32 - 1)).toBe(0);
  });
});
