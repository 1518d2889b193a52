import {
  actEvent,
  codeParameters,
  counterParameters,
  type KeyRecord,
  type TrailAnchor,
  timeStep,
  verifyChain,
} from "@jeton/core";
import { describe, expect, test } from "vitest";
import { holder, openStage, serial } from "../../../../test/support/stage.ts";
import type { Ports } from "../ports/ports.ts";
import { eventsAfter } from "./events-after.ts";
import {
  addKey,
  allKeys,
  carriedKeys,
  countKeys,
  damagedKeys,
  everyKey,
  findKeyOf,
  keysOfHolders,
  loadKey,
} from "./stored-keys.ts";
import { writeOffKey } from "./write-off-key.ts";

const actor = "staff:anne";
const seed = new Uint8Array(20).fill(9);
const parameters = codeParameters();
const newKey = (of: string) => ({ serial: of, seed, parameters });

async function serialsOf(keys: AsyncIterable<{ readonly serial: string }>) {
  const serials: string[] = [];
  for await (const key of keys) serials.push(key.serial);
  return serials;
}

/** A stage with three keys of people, the last of them damaged, between the service's own. */
async function threeKeys() {
  const stage = await openStage();
  await addKey(stage.ports, newKey("A-1"), actor);
  await addKey(stage.ports, newKey("z-1"), actor);
  await stage.damage();
  return stage;
}

describe("addKey()", () => {
  test("puts a key in stock, once, and says in the trail who did", async () => {
    const { ports } = await openStage();
    expect(await addKey(ports, newKey("A-1"), actor)).toBe(true);
    expect(await addKey(ports, newKey("A-1"), actor)).toBe(false);
    const stored = await ports.store.load("A-1");
    expect(stored).toMatchObject({ revision: 1, record: { holder: null, counter: null } });
    const at = ports.clock();
    expect(await eventsAfter(ports.store, "A-1", 0)).toMatchObject([
      { kind: "created", actor, at, sequence: 1 },
    ]);
  });

  test("takes no serial of the service's own", async () => {
    const { ports } = await openStage();
    for (const of of ["decoy-99", "staff-anne"]) {
      await expect(addKey(ports, newKey(of), actor)).rejects.toThrow(RangeError);
      expect(await ports.store.load(of)).toBeNull();
    }
  });

  test("knows the counter of a counter key, and none of a time key", async () => {
    const { ports } = await openStage();
    const counterKey = { seed, parameters: counterParameters() };
    for (const [of, counter] of [
      ["C-1", 0],
      ["C-2", 7],
    ] as const) {
      await addKey(ports, { serial: of, ...counterKey, counter }, actor);
      const stored = await ports.store.load(of);
      expect(stored?.record.counter).toEqual({ next: counter, since: ports.clock() });
    }
    for (const none of [{}, { counter: null }]) {
      const unsaid = addKey(ports, { serial: "C-3", ...counterKey, ...none }, actor);
      await expect(unsaid).rejects.toThrow(RangeError);
    }
    expect(await addKey(ports, { ...newKey("T-1"), counter: null }, actor)).toBe(true);
    await expect(addKey(ports, { ...newKey("T-2"), counter: 0 }, actor)).rejects.toThrow(
      RangeError,
    );
  });
});

describe("loadKey() and findKeyOf()", () => {
  test("find the keys that people carry, and no decoy for anybody", async () => {
    const { ports } = await openStage();
    expect((await loadKey(ports, serial))?.record.holder).toBe(holder);
    for (const none of ["none", "decoy-0", "staff-anne"]) {
      expect(await loadKey(ports, none)).toBeNull();
    }
    expect((await findKeyOf(ports, holder))?.record.serial).toBe(serial);
    expect(await findKeyOf(ports, "nobody")).toBeNull();
  });
});

describe("lists of keys", () => {
  test("go through all keys, those that people carry, the sound ones, the damaged ones", async () => {
    const { ports } = await threeKeys();
    const every = await serialsOf(everyKey(ports));
    expect(every).toHaveLength(19);
    expect(every).toEqual(every.toSorted());
    expect(await serialsOf(carriedKeys(ports))).toEqual(["A-1", serial, "z-1"]);
    expect(await serialsOf(allKeys(ports))).toEqual(["A-1", "z-1"]);
    expect(await serialsOf(damagedKeys(ports))).toEqual([serial]);
    expect(await countKeys(ports)).toBe(19);
  });

  test("begin behind a key, and read page by page", async () => {
    const { ports } = await threeKeys();
    expect(await serialsOf(carriedKeys(ports, "A-1"))).toEqual([serial, "z-1"]);
    expect(await serialsOf(allKeys(ports, "A-1"))).toEqual(["z-1"]);
    const limits: number[] = [];
    const counting: Pick<Ports, "store"> = {
      store: {
        ...ports.store,
        list: (page) => {
          limits.push(page.limit);
          return ports.store.list(page);
        },
      },
    };
    const every = await serialsOf(everyKey(ports));
    // 19 keys are two pages of 7 and a part of a third one; of one page of 19 the next is empty.
    for (const [pageSize, pages] of [
      [7, 3],
      [19, 2],
      [20, 1],
    ] as const) {
      limits.length = 0;
      expect(await serialsOf(everyKey(counting, null, pageSize))).toEqual(every);
      expect(limits).toEqual(Array(pages).fill(pageSize));
    }
    limits.length = 0;
    expect(await serialsOf(carriedKeys(counting, null, 19))).toHaveLength(3);
    expect(limits).toEqual([19, 19]);
  });

  test("find holders by the beginning of their names, and leave out the service's own", async () => {
    const { ports } = await openStage();
    const find = async (prefix: string) =>
      (await keysOfHolders(ports, { prefix, limit: 9 })).map((key) => key.serial);
    expect(await find("cam")).toEqual([serial]);
    expect(await find("nobody")).toEqual([]);
    const decoy = await ports.store.load("decoy-0");
    if (decoy === null) throw new TypeError("expected a decoy");
    const held: KeyRecord = { ...decoy.record, holder: "cam" };
    await ports.store.replace("decoy-0", decoy.revision, held, []);
    expect(await find("cam")).toEqual([serial]);
  });

  test("read all events of a key behind one, page by page", async () => {
    const { ports } = await openStage();
    const events = await eventsAfter(ports.store, serial, 0);
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(await eventsAfter(ports.store, serial, 1)).toEqual(events.slice(1));
    const [event] = events;
    if (event === undefined) throw new TypeError("expected an event");
    const many = Array.from({ length: 1200 }, (_, index) => ({ ...event, sequence: index + 1 }));
    const asked: number[] = [];
    const store: Ports["store"] = {
      ...ports.store,
      events: async (_serial, { afterSequence, limit }) => {
        asked.push(afterSequence);
        return many.slice(afterSequence, afterSequence + limit);
      },
    };
    expect(await eventsAfter(store, serial, 0)).toEqual(many);
    expect(asked).toEqual([0, 500, 1000]);
  });
});

describe("writeOffKey()", () => {
  test("retires a damaged key behind its trail, all its steps spent", async () => {
    const stage = await openStage();
    await stage.commission();
    const { ports } = stage;
    const events = await eventsAfter(ports.store, serial, 0);
    const lastStep = Math.max(...events.map(({ step }) => step ?? -1));
    await stage.damage();
    expect(await writeOffKey(ports, serial, actor)).toEqual({ kind: "done" });
    const stored = await ports.store.load(serial);
    expect(stored?.record).toMatchObject({ holder: null, lastStep, state: { kind: "retired" } });
    const [added] = await eventsAfter(ports.store, serial, events.length);
    expect(added).toMatchObject({ kind: "retired", actor, sequence: events.length + 1 });
    expect(stored?.record.audit).toEqual({ count: added?.sequence, hash: added?.hash });
  });

  test("does nothing to a sound key, to none, and to one that changed meanwhile", async () => {
    const stage = await openStage();
    const { ports } = stage;
    for (const of of [serial, "none", "decoy-0"]) {
      expect(await writeOffKey(ports, of, actor)).toEqual({ kind: "not-damaged" });
    }
    await stage.damage();
    const store: Ports["store"] = { ...ports.store, replace: async () => false };
    expect(await writeOffKey({ ...ports, store }, serial, actor)).toEqual({ kind: "changed" });
  });

  const hash = "ab".repeat(32);

  /** What is stored for a damaged key whose trail has these steps, and an anchor or none. */
  async function writtenFor(
    steps: readonly (number | null)[],
    past: { readonly lastStep: number | null } | null | undefined,
  ) {
    const { ports } = await openStage();
    const at = ports.clock();
    const anchor = { serial: "K-2", count: 41, hash, at, actor, keyId: "x", signature: "x" };
    const events = steps.map((step, index) => ({
      ...{ ...actEvent(at, "accepted", "holder"), step: step === null ? null : timeStep(step) },
      ...{ serial: "K-2", sequence: 50 + index, hash },
    }));
    const damaged = (of: string) => ({ ...nothing, serial: of, revision: of === "K-2" ? 3 : 1 });
    const nothing = { record: null, lastStep: null, problem: "edited" };
    const written: unknown[] = [];
    const store: Ports["store"] = {
      ...ports.store,
      list: async () => [damaged("K-1"), damaged("K-2")],
      anchor: async () =>
        past === undefined
          ? null
          : ({ ...anchor, ...(past && { past: { ...past, holder: "nobody" } }) } as TrailAnchor),
      events: async () => events,
      replace: async (_serial, revision, next, added) => {
        const [event] = added;
        written.push([revision, next.serial, next.lastStep, event?.sequence, event?.step]);
        const count = next.audit.count - 1;
        const from = { count, hash: count === 0 ? "0".repeat(64) : hash };
        expect(verifyChain("K-2", next.audit, added, from).kind).toBe("intact");
        return true;
      },
    };
    expect(await writeOffKey({ ...ports, store }, "K-2", actor)).toEqual({ kind: "done" });
    return written;
  }

  test.each([
    ["no event and no anchor", [], undefined, null, 1],
    ["an anchor that says nothing of before", [], null, null, 42],
    ["an anchor that names a step", [], { lastStep: 7 }, 7, 42],
    ["events without a step", [null, null], undefined, null, 52],
    ["step 0", [0], undefined, 0, 51],
    ["a step before others that spent none", [7, null], undefined, 7, 52],
    ["a later step in the anchor", [5], { lastStep: 9 }, 9, 51],
    ["a later step in its events", [5, 6], { lastStep: 4 }, 6, 52],
    ["steps in disorder, as a trail that was edited has them", [8, 6], undefined, 8, 52],
  ] as const)("behind %s keeps spent what the trail knows", async (...row) => {
    const [, steps, past, lastStep, sequence] = row;
    expect(await writtenFor(steps, past)).toEqual([[3, "K-2", lastStep, sequence, null]]);
  });
});
