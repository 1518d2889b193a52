import { unixMilliseconds } from "@jeton/core";
import { type ArchiveLine, retainTrail, verifyArchives, verifyTrail } from "@jeton/service";
import type { Ports } from "@jeton/validator/parts";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type KeptArchive, keptArchive } from "../support/kept-archive.ts";
import {
  addKeysWithEvents,
  momentOf,
  openRetainedStore,
  type RetainedStore,
  retainedSerials,
} from "../support/retained-store.ts";
import { act, forge, openTamperedStore } from "../support/tampered-store.ts";

// Goal: old events can be cut, and no event is lost, wherever that is broken off.
// Method: a store of three keys; cuts of which some fail at one of their writes; what is left and
// what was archived must hold every event and prove itself.

let opened: RetainedStore;
beforeEach(async () => {
  opened = await openRetainedStore();
});
afterEach(() => opened.remove());

describe("retainTrail()", () => {
  test("cuts what is older, never a key's last event, and the rest is intact", async () => {
    const { answer, archive } = await opened.retainBefore(4);
    expect(answer).toEqual({ kind: "done", keys: 2, ownKeys: 0, events: 5 + 3 });
    expect(await Promise.all(retainedSerials.map(opened.eventsOf))).toEqual([
      [6],
      [4, 5, 6],
      [1, 2, 3, 4, 5, 6],
    ]);
    expect(await opened.brokenNow()).toBe("");
    expect(await opened.brokenNow({ sinceCheckpoint: true })).toBe("");
    expect(await opened.brokenArchives((archive as KeptArchive).read())).toBe("");
    await opened.within(async (ports) => {
      const report = await verifyTrail(ports, { sinceCheckpoint: false, expected: null });
      expect(report).toMatchObject({ keys: 3, events: 1 + 3 + 6, cut: 8 });
      expect(await ports.store.anchor("K2")).toMatchObject({ count: 3, actor: "staff:anne" });
      expect(await ports.store.anchor("K3")).toBeNull();
    });
  });

  test("only counts when it is given no archive", async () => {
    expect((await opened.retainBefore(4, null)).answer).toEqual({
      kind: "done",
      keys: 2,
      ownKeys: 0,
      events: 8,
    });
    expect(await Promise.all(retainedSerials.map(opened.eventsOf))).toEqual(
      retainedSerials.map(() => [1, 2, 3, 4, 5, 6]),
    );
  });

  test("goes on from where it cut before, and the key goes on, too", async () => {
    const first = await opened.retainBefore(3);
    await opened.within((ports) => act(ports, "K2", "resume", "unlock"));
    const second = await opened.retainBefore(6);
    expect(second.answer).toEqual({ kind: "done", keys: 1, ownKeys: 0, events: 3 });
    await opened.within((ports) => act(ports, "K2", "suspend"));
    expect(await opened.eventsOf("K2")).toEqual([6, 7, 8, 9]);
    expect(await opened.brokenNow()).toBe("");
    const read = [first, second].map(({ archive }) => (archive as KeptArchive).read());
    expect(await opened.brokenArchives(...read)).toBe("");
    expect((await opened.retainBefore(6)).answer).toEqual({
      kind: "done",
      keys: 0,
      ownKeys: 0,
      events: 0,
    });
  });

  test("cuts nothing while something is broken", async () => {
    opened.tamper(
      (db) => void db.exec("UPDATE events SET actor = 'x' WHERE serial = 'K3' AND sequence = 2"),
    );
    const { answer, archive } = await opened.retainBefore(4);
    expect(answer).toMatchObject({ kind: "broken", broken: [{ serial: "K3", sequence: 2 }] });
    expect(archive?.lines()).toHaveLength(1);
    expect(await opened.eventsOf("K1")).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("keeps behind a clock that jumped forward what is older by its own moment", async () => {
    opened.tamper((db) =>
      forge(db, "K2", (events) =>
        events.map((event) =>
          event.sequence === 3 ? { ...event, at: unixMilliseconds(4e12) } : event,
        ),
      ),
    );
    const { answer } = await opened.retainBefore(6);
    expect(answer).toEqual({ kind: "done", keys: 2, ownKeys: 0, events: 5 + 2 });
    expect(await opened.eventsOf("K2")).toEqual([3, 4, 5, 6]);
    expect(await opened.brokenNow()).toBe("");
  });

  test("loses no event, wherever it is cut off", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ sequence: fc.integer({ min: 1, max: 7 }), failAt: fc.nat({ max: 4 }) }),
          {
            maxLength: 5,
          },
        ),
        async (runs) => {
          const store = openTamperedStore();
          try {
            await store.within(async (ports) => {
              await addKeysWithEvents(ports);
              const archives: KeptArchive[] = [];
              for (const { sequence, failAt } of runs)
                archives.push(await runOnce(ports, sequence, failAt));
              const archived = new Set(
                archives.flatMap((archive) => archive.lines().map(nameOf)).filter(Boolean),
              );
              for (const serial of retainedSerials) {
                const left = await ports.store.events(serial, { afterSequence: 0, limit: 1000 });
                const there = new Set([
                  ...left.map(({ sequence }) => `${serial}/${sequence}`),
                  ...archived,
                ]);
                for (const sequence of [1, 2, 3, 4, 5, 6]) {
                  expect(there).toContain(`${serial}/${sequence}`);
                }
              }
              const options = { sinceCheckpoint: false, expected: null };
              expect((await verifyTrail(ports, options)).broken).toEqual([]);
              const read = archives.map((archive) => archive.read());
              expect((await verifyArchives(ports, read)).broken).toEqual([]);
            });
          } finally {
            store.remove();
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  /** One retention whose store or disk fails at one of its writes. */
  async function runOnce(ports: Ports, sequence: number, failAt: number): Promise<KeptArchive> {
    let writes = 0;
    const mayFail = () => {
      writes += 1;
      if (writes === failAt) throw new Error("cut off");
    };
    const archive = keptArchive(mayFail);
    const cutEvents: Ports["store"]["cutEvents"] = async (anchor) => {
      mayFail();
      return ports.store.cutEvents(anchor);
    };
    const before = await momentOf(ports, sequence);
    const failing = { ...ports, store: { ...ports.store, cutEvents } };
    await retainTrail(failing, { before, actor: "staff:anne", archive }).catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== "cut off") throw error;
    });
    return archive;
  }

  function nameOf(line: ArchiveLine): string {
    return line.type === "event" ? `${line.serial}/${line.sequence}` : "";
  }
});
