import { type KeyRecord, type KeyStore, outcome, unixMilliseconds } from "@jeton/core";
import {
  type OpenedStore,
  openMemoryStore,
  openSqliteStore,
  sealedDocuments,
  sealedStore,
  sealStore,
} from "@jeton/store";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { present, raceKey, raceKeyring } from "./race-key.ts";
import { makeStoreDirectory, type StoreDirectory } from "./store-directory.ts";

// Goal: a store that an earlier version wrote is sealed once, wherever the sealing was cut off.
// Method: a store without seals; a store in front of it that fails at its 1st, 2nd, 3rd … write; then
// again from the beginning.

const serials = ["K1", "K2", "K3", "K4"];
const page = { prefix: "", after: null, limit: 100, newestFirst: false };

async function unsealed(store: OpenedStore): Promise<OpenedStore> {
  for (const serial of serials) await store.insert(raceKey(serial), []);
  await store.documents.put("ticket", "T1", 0, { body: '{"a":1}', expiresAt: null });
  await store.documents.put("ticket", "T1", 1, { body: '{"a":2}', expiresAt: null });
  await store.documents.put("token", "A", 0, { body: "{}", expiresAt: unixMilliseconds(7) });
  return store;
}

/** Fails at its `at`th write, before or after it is done. */
function failing(store: OpenedStore, at: number, isDone: boolean): OpenedStore {
  let writes = 0;
  const write = async (work: () => Promise<boolean>): Promise<boolean> => {
    writes += 1;
    if (writes !== at) return work();
    if (isDone) await work();
    throw new Error("cut off");
  };
  return {
    ...store,
    replace: (...change) => write(() => store.replace(...change)),
    documents: {
      ...store.documents,
      put: (...change) => write(() => store.documents.put(...change)),
    },
  };
}

async function expectSealed(store: OpenedStore): Promise<void> {
  const damaged: string[] = [];
  const sealed: KeyStore = sealedStore(store, raceKeyring, (name) => damaged.push(name));
  const keys = await sealed.list({ after: null, limit: 100 });
  expect(keys.map(({ serial }) => serial)).toEqual(serials);
  expect(keys.every(({ record }) => record !== null)).toBe(true);
  const documents = sealedDocuments(store.documents, raceKeyring, (kind) => damaged.push(kind));
  expect(await documents.list("ticket", page)).toMatchObject([{ id: "T1", body: '{"a":2}' }]);
  expect(await documents.list("token", page)).toMatchObject([{ id: "A", expiresAt: 7 }]);
  expect(damaged).toEqual([]);
  expect(await sealStore(store, raceKeyring)).toEqual({ isNew: false, keys: 0, documents: 0 });
}

describe("sealStore()", () => {
  let directory: StoreDirectory;
  beforeEach(() => {
    directory = makeStoreDirectory();
  });
  afterEach(() => directory.remove());

  test("seals every record and document once, and marks the store", async () => {
    const store = await unsealed(openSqliteStore(directory.file));
    const done: number[] = [];
    expect(await sealStore(store, raceKeyring, (keys) => done.push(keys))).toEqual({
      ...{ isNew: true, keys: 4, documents: 2 },
    });
    expect(done).toEqual([1, 2, 3, 4]);
    await expectSealed(store);
    await store.close();
  });

  test("can be cut off at every write, before and after it, and run again", async () => {
    // Four keys, two documents, the mark.
    for (let at = 1; at <= 7; at += 1) {
      for (const isDone of [false, true]) {
        const store = await unsealed(openMemoryStore());
        await expect(sealStore(failing(store, at, isDone), raceKeyring)).rejects.toThrow("cut off");
        if (at < 7) expect((await sealStore(store, raceKeyring)).isNew).toBe(true);
        else await sealStore(store, raceKeyring);
        await expectSealed(store);
      }
    }
  });

  test("never seals what was edited after it was sealed", async () => {
    const store = await unsealed(openMemoryStore());
    await expect(sealStore(failing(store, 4, false), raceKeyring)).rejects.toThrow("cut off");
    const edit = async (serial: string, change: (record: KeyRecord) => KeyRecord) => {
      const stored = await store.load(serial);
      if (stored === null) throw new TypeError("Cannot edit it");
      await store.replace(serial, stored.revision, change(stored.record), []);
    };
    await edit("K1", (record) => ({ ...record, holder: "eve" }));
    await expect(sealStore(store, raceKeyring)).rejects.toMatchObject({ code: "RECORD_DAMAGED" });

    const other = await unsealed(openMemoryStore());
    await sealStore(other, raceKeyring);
    const stored = await other.load("K1");
    await other.replace("K1", 2, { ...(stored?.record as KeyRecord), mac: "" }, []);
    expect((await sealStore(other, raceKeyring)).isNew).toBe(false);
    const sealed = sealedStore(other, raceKeyring);
    await expect(sealed.load("K1")).rejects.toMatchObject({ code: "RECORD_DAMAGED", serial: "K1" });
    expect(await sealed.list({ after: null, limit: 1 })).toMatchObject([
      { serial: "K1", record: null, problem: "its seal is gone" },
    ]);
  });
});

describe("sealedStore()", () => {
  test("passes what was written through it, and calls an event behind the record damage", async () => {
    const bare = openMemoryStore();
    const store = sealedStore(bare, raceKeyring);
    await store.insert(raceKey("K1"), []);
    const step = { step: 28_000_000 as never, at: 28_000_000 as never };
    expect((await present(store, "K1", step)).kind).toBe("accepted");
    const before = await store.load("K1");
    expect(before?.revision).toBe(2);
    if (before === null) return;
    const event = {
      ...({ at: unixMilliseconds(1), kind: "unlocked", actor: "staff:x", step: null } as const),
      ...{ reason: null, diagnosis: null },
    };
    const { next, events } = outcome(null, before.record, event);
    expect(await store.replace("K1", 2, next, events)).toBe(true);
    const old = { ...before.record, lastStep: before.record.lastStep };
    await bare.replace("K1", 3, old, []);
    await expect(store.load("K1")).rejects.toMatchObject({ code: "RECORD_DAMAGED" });
  });
});
