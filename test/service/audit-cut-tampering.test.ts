import { createKeyring, signAnchor } from "@jeton/core";
import { makeCheckpoint, retainTrail, verifyTrail } from "@jeton/service";
import type { Ports } from "@jeton/validator/parts";
import type Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keptArchive } from "../support/kept-archive.ts";
import { momentOf, openRetainedStore, type RetainedStore } from "../support/retained-store.ts";
import { act, forge } from "../support/tampered-store.ts";

// Goal: where old events were cut, nobody changes unseen what is left, or the place where it begins.
// Method: a store of three keys, cut; one change by SQL past the triggers; then the verification
// must name the place.

let opened: RetainedStore;
beforeEach(async () => {
  opened = await openRetainedStore();
});
afterEach(() => opened.remove());

describe("verifyTrail() behind a cut", () => {
  const sql = (text: string) => (db: Database.Database) => void db.exec(text);

  beforeEach(async () => {
    await opened.retainBefore(4);
  });

  test.each<[string, (db: Database.Database) => void, RegExp]>([
    [
      "the first event left altered",
      sql("UPDATE events SET actor = 'x' WHERE serial = 'K2' AND sequence = 4"),
      /^key K2, event 4: altered/,
    ],
    [
      "the first event left deleted",
      sql("DELETE FROM events WHERE serial = 'K2' AND sequence = 4"),
      /^key K2, event 4: found event 5 in its place/,
    ],
    [
      "an event put back before it",
      sql(
        "INSERT INTO events SELECT serial, 2, at, kind, actor, step, reason, hash, diagnosis, NULL FROM events WHERE serial = 'K2' AND sequence = 4",
      ),
      /^key K2, event 2: put back: the first 3 events were cut/,
    ],
    [
      "the anchor deleted",
      sql("DELETE FROM anchors WHERE serial = 'K2'"),
      /^key K2, event 1: its cut is undone: checkpoint 2 knew that the first 3 events were cut$/,
    ],
    [
      "the anchor deleted and the events counted anew",
      (db) => {
        db.exec("DELETE FROM anchors WHERE serial = 'K2'");
        forge(db, "K2", (events) => events);
      },
      /^key K2, event 1: its cut is undone: checkpoint 2 knew/,
    ],
    [
      "the anchor moved on",
      sql(
        "DELETE FROM events WHERE serial = 'K2' AND sequence = 4; UPDATE anchors SET count = 4, hash = (SELECT hash FROM events WHERE serial = 'K2' AND sequence = 5) WHERE serial = 'K2'",
      ),
      /^key K2, event 4: cut here, by an anchor that is not what was signed/,
    ],
    [
      "another cut for it named",
      sql("UPDATE anchors SET actor = 'staff:eve' WHERE serial = 'K2'"),
      /^key K2, event 3: cut here, by an anchor that is not what was signed/,
    ],
    [
      "the anchor's signature made unreadable",
      sql("UPDATE anchors SET signature = 'x' WHERE serial = 'K2'"),
      /^key K2, event 3: cut here, by an anchor that is not what was signed/,
    ],
    [
      "another key's anchor put in its place",
      sql(
        "DELETE FROM anchors WHERE serial = 'K2'; UPDATE anchors SET serial = 'K2' WHERE serial = 'K1'",
      ),
      /^key K1, event 1: its cut is undone: .*; key K2, event 5: cut here, by an anchor that is not/,
    ],
    [
      "chain and head made anew from the beginning",
      (db) => forge(db, "K1", (events) => events.map((event) => ({ ...event, actor: "x" }))),
      /^key K1, event 1: put back: the first 5 events were cut/,
    ],
  ])("names the place: %s", async (_what, change, place) => {
    opened.tamper(change);
    expect(await opened.brokenNow()).toMatch(place);
  });

  test("names an anchor that stands further than the last checkpoint", async () => {
    await opened.within(async (ports) => {
      await act(ports, "K2", "resume", "unlock", "unlock");
      const [last] = await ports.store.events("K2", { afterSequence: 6, limit: 1 });
      const place = { serial: "K2", count: 7, hash: last?.hash ?? "" };
      const anchor = signAnchor(ports.keyring, { ...place, at: ports.clock(), actor: "x" });
      expect(await ports.store.cutEvents(anchor)).toBe(true);
    });
    expect(await opened.brokenNow()).toBe(
      "key K2, event 7: cut here, while checkpoint 2 counted only 6 events",
    );
  });

  test("names a cut that was undone: events and the anchor before it put back", async () => {
    const rows = (db: Database.Database) => [
      db.prepare<[], Row>("SELECT * FROM events WHERE serial = 'K2'").all(),
      db.prepare<[], Row>("SELECT * FROM anchors WHERE serial = 'K2'").all(),
    ];
    type Row = Readonly<Record<string, string | number | null>>;
    let before: readonly (readonly Row[])[] = [];
    opened.tamper((db) => {
      before = rows(db);
    });
    await opened.retainBefore(6);
    opened.tamper((db) => {
      for (const table of ["events", "anchors"]) {
        db.prepare(`DELETE FROM ${table} WHERE serial = 'K2'`).run();
        for (const row of before[table === "events" ? 0 : 1] ?? []) {
          const names = Object.keys(row);
          const places = names.map((name) => `@${name}`);
          db.prepare(`INSERT INTO ${table} (${names}) VALUES (${places})`).run(row);
        }
      }
    });
    expect(await opened.brokenNow()).toBe(
      "key K2, event 4: its cut is undone: checkpoint 4 knew that the first 5 events were cut",
    );
  });

  test.each<[string, string, RegExp]>([
    [
      "events of a key that is not there",
      "INSERT INTO events SELECT 'GHOST', sequence, at, kind, actor, step, reason, hash, diagnosis, NULL FROM events WHERE serial = 'K2'",
      /^key GHOST: there is no key to which its events belong$/,
    ],
    [
      "an anchor of a key that is not there",
      "INSERT INTO anchors SELECT 'K4', count, hash, at, actor, key_id, signature, past FROM anchors WHERE serial = 'K2'",
      /^key K4, event 3: cut here, by an anchor that is not what was signed$/,
    ],
    [
      "a key deleted whose events are left, newer than the checkpoint",
      "DELETE FROM documents WHERE kind LIKE 'audit-%'; DELETE FROM keys WHERE serial = 'K3'",
      /^key K3: there is no key to which its events belong; all checkpoints are gone: /,
    ],
    [
      "all checkpoints deleted",
      "DELETE FROM documents WHERE kind LIKE 'audit-%'",
      /^all checkpoints are gone: events are cut only when there is one$/,
    ],
    [
      "a row of an event made unreadable",
      "UPDATE events SET diagnosis = '{' WHERE serial = 'K2' AND sequence = 5",
      /^key K2: unreadable: Cannot read event 5 of key "K2"/,
    ],
    [
      "a key's record made unreadable",
      "UPDATE keys SET record = '{', revision = revision + 1 WHERE serial = 'K2'",
      /^key K2: its record is damaged: Cannot read a stored key/,
    ],
  ])("names %s", async (_what, sql_, place) => {
    opened.tamper(sql(sql_));
    expect(await opened.brokenNow()).toMatch(place);
  });

  test("calls nothing broken that is cut while it reads", async () => {
    await opened.within((ports) => act(ports, "K2", "resume", "unlock", "unlock"));
    await opened.within(async (ports) => {
      const before = await momentOf(ports, 8);
      let cuts = 0;
      // A retention that makes a checkpoint and cuts when the verification has read its anchor.
      const anchor: Ports["store"]["anchor"] = async (serial) => {
        const found = await ports.store.anchor(serial);
        if (serial === "K2" && cuts === 0) {
          cuts += 1;
          await retainTrail(ports, { before, actor: "staff:anne", archive: keptArchive() });
        }
        return found;
      };
      const busy = { ...ports, store: { ...ports.store, anchor } };
      const options = { sinceCheckpoint: false, expected: null };
      expect(await verifyTrail(busy, options)).toMatchObject({ broken: [], cut: 5 + 7 + 5 });
      expect(cuts).toBe(1);
    });
  });

  test("looks again at a key that is cut, under the last checkpoint, while it is read", async () => {
    await opened.within(async (ports) => {
      const [, last] = await ports.store.events("K2", { afterSequence: 3, limit: 2 });
      const cut = { serial: "K2", count: 5, hash: last?.hash ?? "", at: ports.clock() };
      let isCut = false;
      const anchor: Ports["store"]["anchor"] = async (serial) => {
        const found = await ports.store.anchor(serial);
        if (serial === "K2" && !isCut) {
          isCut = await ports.store.cutEvents(
            signAnchor(ports.keyring, { ...cut, actor: "staff:anne" }),
          );
        }
        return found;
      };
      const busy = { ...ports, store: { ...ports.store, anchor } };
      const options = { sinceCheckpoint: false, expected: null };
      expect(await verifyTrail(busy, options)).toMatchObject({ broken: [], cut: 5 + 5 });
      expect(isCut).toBe(true);
    });
  });

  test("says whose master key is missing", async () => {
    const other = createKeyring([new Uint8Array(32).fill(9)]);
    expect(await opened.brokenNow({}, other)).toMatch(
      /key K1, event 5: cut here, signed with master key [0-9a-f]{8}, which is not here; key K2, event 3: /,
    );
  });

  test("signs no checkpoint over a broken anchor", async () => {
    opened.tamper(sql("UPDATE anchors SET actor = 'staff:eve' WHERE serial = 'K2'"));
    await opened.within(async (ports) => expect((await makeCheckpoint(ports)).kind).toBe("broken"));
  });
});
