import {
  actEvent,
  type KeyRecord,
  OtpError,
  outcome,
  RecordDamagedError,
  unixMilliseconds,
} from "@jeton/core";
import { describe, expect, test } from "vitest";
import { keyInStock } from "../../../../test/support/commission.ts";
import { openStage } from "../../../../test/support/stage.ts";
import type { Ports } from "../ports/ports.ts";
import { decideAndStore } from "./decide-and-store.ts";

const record = keyInStock();
const other: KeyRecord = { ...record, epoch: 7 };
const damaged = new RecordDamagedError("K-1", "edited");

/** Ports whose store answers so to each change, at last with true; and what was asked of them. */
async function portsThatStore(...answers: readonly (boolean | Error)[]) {
  const { ports } = await openStage();
  const left = [...answers];
  const stored: [string, number, KeyRecord, number][] = [];
  const noted: unknown[] = [];
  const store: Ports["store"] = {
    ...ports.store,
    async replace(serial, revision, next, events) {
      stored.push([serial, revision, next, events.length]);
      const answer = left.shift() ?? true;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const standIn = {
    load: async () => ({ record: other, revision: 20 }),
    note: (each: unknown) => noted.push(each),
  };
  return { ports: { ...ports, store, standIn }, stored, noted };
}

function renewed(before: KeyRecord) {
  const event = actEvent(unixMilliseconds(5), "signed-out", "holder");
  return outcome(before.epoch, { ...before, epoch: before.epoch + 1 }, event);
}

/** Loads these one after the other, the last one for ever; an error is thrown. */
function loading(...found: readonly (KeyRecord | Error | null)[]) {
  let count = 0;
  return async () => {
    const next = found[Math.min(count, found.length - 1)] ?? null;
    count += 1;
    if (next instanceof Error) throw next;
    return next && { record: next, revision: count };
  };
}

const always = () => true;
const never = () => false;

describe("decideAndStore()", () => {
  test("stores what was decided, at the revision that was loaded, and answers then", async () => {
    const { ports, stored } = await portsThatStore();
    const done = await decideAndStore(ports, loading(record), async (each) => renewed(each));
    expect(done).toMatchObject({ decision: 0, record: { epoch: 1 }, isDamaged: false });
    expect(stored).toEqual([[record.serial, 1, done?.record, 1]]);
  });

  test("stores nothing where nothing changes, and decides nothing where nothing is there", async () => {
    const { ports, stored } = await portsThatStore();
    const same = async (each: KeyRecord) => ({ decision: "same", next: each, events: [] });
    const done = await decideAndStore(ports, loading(record), same);
    expect(done).toEqual({ decision: "same", record, isDamaged: false });
    const none = await decideAndStore(ports, loading(null), async () => {
      throw new Error("decided");
    });
    expect(none).toBeNull();
    expect(stored).toEqual([]);
  });

  test("loads and decides again after a lost race", async () => {
    const decide = async (each: KeyRecord) => renewed(each);
    for (const canSkip of [null, never]) {
      const { ports, stored } = await portsThatStore(false);
      const done = await decideAndStore(ports, loading(record, other), decide, canSkip);
      expect(done).toMatchObject({ decision: 7, record: { epoch: 8 } });
      expect(stored.map(([, revision]) => revision)).toEqual([1, 2]);
    }
  });

  test("leaves a race lost for a record that can skip it: it answers with what was loaded", async () => {
    const { ports, stored } = await portsThatStore(false);
    const decide = async (each: KeyRecord) => renewed(each);
    const done = await decideAndStore(ports, loading(record, other), decide, always);
    expect(done).toEqual({ decision: 0, record, isDamaged: false });
    expect(stored).toHaveLength(1);
  });

  test("takes a store in which a thousand races are lost for broken", async () => {
    const { ports, stored } = await portsThatStore(...Array<boolean>(1000).fill(false));
    const act = decideAndStore(ports, loading(record), async (each) => renewed(each));
    await expect(act).rejects.toMatchObject({ code: "STORE_UNUSABLE" });
    expect(stored).toHaveLength(1000);
  });

  test("decides an attempt on a damaged key on a stand-in, which learns what is stored", async () => {
    const { ports, noted, stored } = await portsThatStore();
    const decide = async (each: KeyRecord) => renewed(each);
    const done = await decideAndStore(ports, loading(damaged), decide, never);
    expect(done).toMatchObject({ decision: 7, record: { epoch: 8 }, isDamaged: true });
    expect(noted).toEqual([{ record: done?.record, revision: 21 }]);
    expect(stored).toHaveLength(1);
  });

  test("lets the stand-in be loaded anew after a race that it lost", async () => {
    const { ports, noted } = await portsThatStore(false);
    const decide = async (each: KeyRecord) => renewed(each);
    const done = await decideAndStore(ports, loading(damaged), decide, always);
    expect(done).toEqual({ decision: 7, record: other, isDamaged: true });
    expect(noted).toEqual([null]);
  });

  test("tells the stand-in nothing of a sound key", async () => {
    const { ports, noted } = await portsThatStore(false);
    await decideAndStore(ports, loading(record), async (each) => renewed(each), always);
    expect(noted).toEqual([]);
  });

  test("lets nothing stand in for an act, nor where there is no stand-in, nor for it", async () => {
    const { ports } = await portsThatStore();
    const { standIn: _, ...without } = ports;
    const broken = { ...ports.standIn, load: async () => Promise.reject(damaged) };
    const decide = async (each: KeyRecord) => renewed(each);
    for (const act of [
      () => decideAndStore(ports, loading(damaged), decide),
      () => decideAndStore(without, loading(damaged), decide, always),
      () => decideAndStore({ ...ports, standIn: broken }, loading(damaged), decide, always),
    ]) {
      await expect(act()).rejects.toBe(damaged);
    }
  });

  test("hides no other failure: an outcome that is not known stays so", async () => {
    const unknown = new OtpError("OUTCOME_UNKNOWN", "Cannot tell");
    const { ports } = await portsThatStore(unknown);
    const decide = async (each: KeyRecord) => renewed(each);
    const act = decideAndStore(ports, loading(record), decide, always);
    await expect(act).rejects.toBe(unknown);
  });
});
