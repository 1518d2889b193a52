import { setTimeout as sleep } from "node:timers/promises";
import { type KeyRecord, type KeyStore, timeStep } from "@jeton/core";
import {
  copyStore,
  differences,
  type OpenedStore,
  openEtcdStore,
  openMemoryStore,
} from "@jeton/store";
import { changed, guessed, plainKey } from "@jeton/store/contracts";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EtcdServer, etcd, startEtcd } from "../support/etcd.ts";
import { describeWith } from "../support/needs.ts";
import { present, raceKey, raceKeyring } from "./race-key.ts";
import { anyChange, everything, make } from "./store-agreement.ts";

describeWith(etcd, "openEtcdStore() on a cluster of its own", (path) => {
  let server: EtcdServer;
  beforeAll(async () => {
    server = await startEtcd(path);
  });
  afterAll(() => server.remove());

  const all = { afterSequence: 0, limit: 1000 };

  test("answers arbitrary changes as the memory store does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyChange, { maxLength: 40 }), async (changes) => {
        const [memory, store] = [openMemoryStore(), await openEtcdStore(server.freshUrl())];
        for (const change of changes) {
          expect(await make(store, change)).toEqual(await make(memory, change));
        }
        expect(await everything(store)).toEqual(await everything(memory));
        await store.close();
      }),
      { numRuns: 30 },
    );
  });

  /** A change with one event that accepts a step, as a log-in makes it. */
  function accepting(record: KeyRecord, step: number) {
    const { next, events } = changed(record, { lastStep: timeStep(step) });
    return { next, events: events.map((event) => ({ ...event, kind: "accepted" as const })) };
  }

  test("accepts no step twice, even when lastStep and revision would allow it", async () => {
    const store = await openEtcdStore(server.freshUrl());
    await store.insert(plainKey("K1"), []);
    const first = accepting(plainKey("K1"), 7);
    expect(await store.replace("K1", 1, first.next, first.events)).toBe(true);
    const again = accepting(first.next, 7);
    await expect(store.replace("K1", 2, again.next, again.events)).rejects.toMatchObject({
      code: "STEP_REOPENED",
    });
    expect(await store.load("K1")).toEqual({ record: first.next, revision: 2 });
    expect(await store.events("K1", all)).toEqual(first.events);
    const next = accepting(first.next, 8);
    expect(await store.replace("K1", 2, next.next, next.events)).toBe(true);
    await store.close();
  });

  test("accepts a code once, however many clients are given it at once", async () => {
    const url = server.freshUrl();
    const clients = await Promise.all(Array.from({ length: 4 }, () => openEtcdStore(url)));
    await clients[0]?.insert(raceKey("K1"), []);
    await clients[0]?.insert(raceKey("DECOY"), []);
    for (const number of [28_000_000, 28_000_001]) {
      const step = timeStep(number);
      const given = [...clients, ...clients, ...clients];
      const answers = await Promise.all(
        given.map((client) => present(client, "K1", { step, at: step })),
      );
      expect(answers.filter(({ kind }) => kind === "accepted")).toHaveLength(1);
    }
    expect(await clients[1]?.events("K1", all)).toHaveLength(24);
    await Promise.all(clients.map((client) => client.close()));
  });

  test("finds keys, events and anchors of which there should be none", async () => {
    const url = server.freshUrl();
    const store = await openEtcdStore(url);
    for (const serial of ["K1", "K3", "K5"]) await store.insert(plainKey(serial), []);
    const prefix = new URL(url).pathname.slice(1);
    for (const serial of ["K0", "K2", "K2a", "K9"]) {
      await putByHand(`${prefix}/events/${serial}\0${"1".padStart(16, "0")}`, "{}");
    }
    await putByHand(`${prefix}/anchors/K4`, "{}");
    const wanted = ["K0", "K1", "K2", "K2a", "K3", "K4", "K5", "K9"];
    expect(await store.trailSerials({ after: null, limit: 100 })).toEqual(wanted);
    for (let limit = 1; limit < 5; limit += 1) {
      const paged: string[] = [];
      for (let after: string | null = null; ; after = paged.at(-1) ?? null) {
        const page = await store.trailSerials({ after, limit });
        paged.push(...page);
        if (page.length < limit) break;
      }
      expect(paged).toEqual(wanted);
    }
    await store.close();
  });

  test("calls a key damaged whose columns were edited", async () => {
    const url = server.freshUrl();
    const store = await openEtcdStore(url);
    const record = plainKey("K1", { holder: "ada", lastStep: timeStep(7) });
    await store.insert(record, []);
    const prefix = new URL(url).pathname.slice(1);
    for (const [column, value] of [
      ["step", "6".padStart(16, "0")],
      ["holder", "eve"],
      ["record", "{}"],
    ] as const) {
      const name = `${prefix}/keys/K1\0${column}`;
      await putByHand(name, value);
      await expect(store.load("K1")).rejects.toMatchObject({ code: "RECORD_DAMAGED" });
      expect(await store.list({ after: null, limit: 9 })).toMatchObject([{ record: null }]);
    }
    await store.close();
  });

  async function putByHand(name: string, value: string): Promise<void> {
    const encoded = (text: string) => Buffer.from(text).toString("base64");
    const body = JSON.stringify({ key: encoded(name), value: encoded(value) });
    const url = `http://127.0.0.1:${server.port}/v3/kv/put`;
    expect((await fetch(url, { method: "POST", body })).ok).toBe(true);
  }

  describe("fill()", () => {
    async function filled(store: OpenedStore): Promise<OpenedStore> {
      for (let number = 0; number < 250; number += 1) await store.insert(raceKey(`K${number}`), []);
      for (let number = 28_000_000; number < 28_000_005; number += 1) {
        const step = timeStep(number);
        await present(store, "K1", { step, at: step });
      }
      await store.documents.put("ticket", "T1", 0, { body: '{"a":"é 🔑"}', expiresAt: null });
      return store;
    }

    test("copies a store and back, and leaves nothing when it is cut off", async () => {
      const from = await filled(openMemoryStore());
      const there = await openEtcdStore(server.freshUrl());
      const list: KeyStore["list"] = async (page) => {
        if (page.after !== null) throw new Error("cut off");
        return from.list(page);
      };
      await expect(copyStore({ ...from, list }, there, raceKeyring)).rejects.toThrow("cut off");
      expect(await there.counts()).toEqual({ keys: 0, events: 0, documents: 0 });

      const copied = await copyStore(from, there, raceKeyring);
      expect(differences(copied.from, copied.to)).toEqual([]);
      expect(await there.counts()).toEqual({ keys: 250, events: 5, documents: 1 });
      await expect(copyStore(from, there, raceKeyring)).rejects.toThrow(/not empty \(250 keys/);
      const spent = timeStep(28_000_004);
      expect(await present(there, "K1", { step: spent, at: spent })).toMatchObject({
        reason: "spent-code",
      });

      const back = await copyStore(there, openMemoryStore(), raceKeyring);
      expect(differences(back.from, back.to)).toEqual([]);
      await there.close();
    });

    test("keeps a store closed that is half filled", async () => {
      const url = server.freshUrl();
      const store = await openEtcdStore(url);
      await putByHand(`${new URL(url).pathname.slice(1)}/filling`, "somebody");
      await expect(openEtcdStore(url)).rejects.toThrow(/a copy is being written into it/);
      const copy = copyStore(openMemoryStore(), store, raceKeyring);
      await expect(copy).rejects.toThrow(/another copy is written into it/);
    });
  });

  test("refuses a prefix with something else under it, and one with nothing that it may not make", async () => {
    const url = server.freshUrl();
    await expect(openEtcdStore(url, { mayCreate: false })).rejects.toThrow(/nothing is there/);
    const prefix = new URL(url).pathname.slice(1);
    await putByHand(`${prefix}/other`, "x");
    await expect(openEtcdStore(url)).rejects.toThrow(/something else is under its prefix/);
    await putByHand(`${prefix}/format`, "jeton 9");
    await expect(openEtcdStore(url)).rejects.toThrow(/"jeton 9", expected "jeton 1"/);
  });

  test("does not know what became of a change that a silent member was sent", async () => {
    const store = await openEtcdStore(server.freshUrl());
    await store.insert(plainKey("K1"), []);
    const { next, events } = changed(plainKey("K1"), { failures: guessed(1) });
    server.signal("SIGSTOP");
    // On a busy machine its threads may still answer for a moment.
    await sleep(100);
    const answers = [store.load("K1"), store.replace("K1", 1, next, events)];
    const [loaded, replaced] = await Promise.allSettled(answers);
    server.signal("SIGCONT");
    expect(loaded).toMatchObject({ reason: { code: "STORE_UNUSABLE" } });
    expect(replaced).toMatchObject({ reason: { code: "OUTCOME_UNKNOWN" } });
    // It may even be stored later, while it is asked again: once in all.
    await store.replace("K1", 1, next, events);
    expect(await store.load("K1")).toEqual({ record: next, revision: 2 });
    expect(await store.events("K1", all)).toEqual(events);
    await store.close();
  });

  test("has after a crash what it had answered", async () => {
    const store = await openEtcdStore(server.freshUrl());
    await store.insert(plainKey("K1"), []);
    const { next, events } = changed(plainKey("K1"), { lastStep: timeStep(5) });
    expect(await store.replace("K1", 1, next, events)).toBe(true);
    await server.crash();
    await expect(store.load("K1")).rejects.toMatchObject({
      code: "STORE_UNUSABLE",
      message: expect.stringMatching(/^Cannot use the store etcd:.*start the cluster's members/),
    });
    await server.start();
    expect(await store.load("K1")).toEqual({ record: next, revision: 2 });
    await store.close();
  });
});
