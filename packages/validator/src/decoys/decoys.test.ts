import { openSeed, pinHashCosts, RecordDamagedError } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { openStage, quickPolicy } from "../../../../test/support/stage.ts";
import { actOnStoredKey } from "../keys/act-on-key.ts";
import type { Ports } from "../ports/ports.ts";
import {
  damagedStandIns,
  decoySerialFor,
  ensureDecoys,
  isServiceKey,
  isStandIn,
} from "./decoys.ts";

const all = Array.from({ length: 16 }, (_, index) => `decoy-${index}`);

describe("decoySerialFor()", () => {
  test("names one of fifteen decoys, the same one each time, for any identifier", () => {
    const names = Array.from({ length: 400 }, (_, index) => decoySerialFor(`nobody-${index}`));
    expect(new Set(names)).toEqual(new Set(all.slice(0, 15)));
    expect(decoySerialFor("nobody-7")).toBe(names[7]);
    expect(decoySerialFor("")).toBe("decoy-0");
    expect(decoySerialFor("x".repeat(128))).toMatch(/^decoy-\d{1,2}$/u);
    expect(decoySerialFor("\u{1f511}")).toMatch(/^decoy-\d{1,2}$/u);
  });
});

describe("damagedStandIns", () => {
  test("are all decoys, first of all the one that stands in for nobody", () => {
    expect(damagedStandIns).toEqual(all.toReversed());
  });
});

describe("isServiceKey() and isStandIn()", () => {
  test("know the service's own keys by their serials", () => {
    expect(["decoy-0", "decoy-x", "staff-anne"].map(isServiceKey)).toEqual([true, true, true]);
    expect(["K-decoy-0", "decoy", "staff", ""].map(isServiceKey)).toEqual(Array(4).fill(false));
  });

  test("let no key stand in that somebody holds", () => {
    expect(isStandIn({ serial: "decoy-0", holder: null })).toBe(true);
    expect(isStandIn({ serial: "decoy-0", holder: "ada" })).toBe(false);
    expect(isStandIn({ serial: "K-decoy-0", holder: null })).toBe(false);
  });
});

describe("ensureDecoys()", () => {
  const decoysOf = async ({ store }: Ports) => {
    const page = await store.list({ after: null, limit: 100 });
    return page.filter(({ serial }) => serial.startsWith("decoy-"));
  };

  test("makes sixteen keys in service that differ in all that is random, held by nobody", async () => {
    const { ports } = await openStage();
    const decoys = await decoysOf(ports);
    expect(decoys.map(({ serial }) => serial)).toEqual(all.toSorted());
    const seeds = new Set<string>();
    for (const { record, serial } of decoys) {
      if (record === null) throw new TypeError("expected a record");
      expect(record).toMatchObject({ holder: null, lastStep: null });
      expect(record.parameters).toMatchObject({ algorithm: "SHA-1", digits: 6 });
      expect(record.state.kind).toBe("in-service");
      expect(pinHashCosts(record)).toEqual([quickPolicy.pinHashCost]);
      const seed = openSeed(ports.keyring, record);
      expect(seed).toHaveLength(20);
      seeds.add(Buffer.from(seed).toString("hex"));
      const events = await ports.store.events(serial, { afterSequence: 0, limit: 9 });
      expect(events).toMatchObject([{ kind: "created", actor: "system" }]);
    }
    expect(seeds.size).toBe(16);
  });

  test("leaves those alone that are there, and renews their PINs at another cost", async () => {
    const { ports } = await openStage();
    const before = await decoysOf(ports);
    await ensureDecoys(ports);
    expect(await decoysOf(ports)).toEqual(before);
    const pinHashCost = { logN: 2, r: 1, p: 1 };
    const renewing = { ...ports, policy: { ...quickPolicy, pinHashCost } };
    await ensureDecoys(renewing);
    for (const [index, { record, serial, revision }] of (await decoysOf(ports)).entries()) {
      if (record === null) throw new TypeError("expected a record");
      expect(revision).toBe(2);
      expect(pinHashCosts(record)).toEqual([pinHashCost]);
      expect(record.seed).toBe(before[index]?.record?.seed);
      const events = await ports.store.events(serial, { afterSequence: 1, limit: 9 });
      expect(events).toMatchObject([{ kind: "resealed", actor: "system" }]);
    }
  });

  test("touches no key of that name that somebody holds", async () => {
    const { ports } = await openStage();
    const stored = await ports.store.load("decoy-3");
    if (stored === null) throw new TypeError("expected a decoy");
    const held = { ...stored.record, holder: "ada" };
    await ports.store.replace("decoy-3", stored.revision, held, []);
    const pinHashCost = { logN: 2, r: 1, p: 1 };
    await ensureDecoys({ ...ports, policy: { ...quickPolicy, pinHashCost } });
    expect(await ports.store.load("decoy-3")).toMatchObject({
      revision: 2,
      record: { holder: "ada" },
    });
    expect(await ports.store.load("decoy-4")).toMatchObject({ revision: 2 });
  });

  test("leaves a damaged one alone, and hides no other failure", async () => {
    const { ports } = await openStage();
    const failing = (error: Error): Ports => ({
      ...ports,
      store: {
        ...ports.store,
        load: (serial) => (serial === "decoy-3" ? Promise.reject(error) : ports.store.load(serial)),
      },
    });
    const before = await decoysOf(ports);
    await ensureDecoys(failing(new RecordDamagedError("decoy-3", "edited")));
    expect(await decoysOf(ports)).toEqual(before);
    const gone = new Error("gone");
    await expect(ensureDecoys(failing(gone))).rejects.toBe(gone);
  });

  test("makes keys that the help desk does not know", async () => {
    const { ports } = await openStage();
    const act = await actOnStoredKey(ports, "decoy-3", { kind: "retire" }, "staff:test");
    expect(act).toEqual({ kind: "unknown-key", serial: "decoy-3" });
  });
});
