import { codeParameters, createKeyring } from "@jeton/core";
import { describeBroken, makeCheckpoint, verifyTrail } from "@jeton/service";
import { addKey } from "@jeton/validator/parts";
import type Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  act,
  forge,
  openTamperedStore,
  type TamperedStore,
  tamperKeyring,
} from "../support/tampered-store.ts";

// Goal: whoever can write to the database cannot change the trail unseen.
// Method: a store of three keys with some events each and a checkpoint; one change by SQL past the
// triggers, which are put back; then both verifications must name the place.
describe("verifyTrail()", () => {
  let opened: TamperedStore;
  const within: TamperedStore["within"] = (work) => opened.within(work);
  const tamper: TamperedStore["tamper"] = (change) => opened.tamper(change);

  beforeEach(async () => {
    opened = openTamperedStore();
    await within(async (ports) => {
      for (const serial of ["K1", "K2", "K3"]) {
        const seed = new Uint8Array(20).fill(5);
        await addKey(ports, { serial, seed, parameters: codeParameters() }, "staff:anne");
        await act(ports, serial, "assign", "clear-pin", "suspend");
      }
    });
  });

  afterEach(() => opened.remove());

  const update = (set: string, sequence: number) => (db: Database.Database) =>
    void db.prepare(`UPDATE events SET ${set} WHERE serial = 'K2' AND sequence = ?`).run(sequence);
  const remove = (sequence: number) => (db: Database.Database) =>
    void db.prepare("DELETE FROM events WHERE serial = 'K2' AND sequence = ?").run(sequence);
  const insertBehind = (sequence: number) => (db: Database.Database) => {
    const move = "UPDATE events SET sequence = sequence + 100 WHERE serial = 'K2' AND sequence > ?";
    db.prepare(move).run(sequence);
    db.prepare(
      `INSERT INTO events SELECT serial, ? + 1, at, 'unlocked', actor, step, reason, hash, diagnosis, NULL
       FROM events WHERE serial = 'K2' AND sequence = ?`,
    ).run(sequence, sequence === 0 ? 101 : sequence);
    db.exec("UPDATE events SET sequence = sequence - 99 WHERE serial = 'K2' AND sequence > 100");
  };
  const cutBehind = (sequence: number) => (db: Database.Database) =>
    void db.prepare("DELETE FROM events WHERE serial = 'K2' AND sequence > ?").run(sequence);
  const moveAway = (sequence: number) => (db: Database.Database) =>
    void db
      .prepare(
        "UPDATE events SET serial = 'K3', sequence = 50 WHERE serial = 'K2' AND sequence = ?",
      )
      .run(sequence);
  const swap = (first: number, second: number) => (db: Database.Database) => {
    const set = db.prepare("UPDATE events SET sequence = ? WHERE serial = 'K2' AND sequence = ?");
    set.run(99, first);
    set.run(first, second);
    set.run(second, 99);
  };

  const event = (sequence: number, problem: string) =>
    new RegExp(`^key K2, event ${sequence}: ${problem}`);
  type Change = (db: Database.Database) => void;
  /** `b`: how many events come before those that are changed. */
  const changes: readonly (readonly [string, (b: number) => Change, (b: number) => RegExp])[] = [
    [
      "the first event altered",
      (b) => update("actor = 'staff:eve'", b + 1),
      (b) => event(b + 1, "altered"),
    ],
    ["an event altered", (b) => update("at = at + 1", b + 2), (b) => event(b + 2, "altered")],
    [
      "the last event altered",
      (b) => update("kind = 'lost'", b + 4),
      (b) => event(b + 4, "altered"),
    ],
    ["a hash altered", (b) => update("hash = hash || '0'", b + 3), (b) => event(b + 3, "altered")],
    [
      "the first event deleted",
      (b) => remove(b + 1),
      (b) => event(b + 1, `found event ${b + 2} in its place`),
    ],
    [
      "an event deleted",
      (b) => remove(b + 3),
      (b) => event(b + 3, `found event ${b + 4} in its place`),
    ],
    [
      "the last event deleted",
      (b) => remove(b + 4),
      (b) => event(b + 4, `the record counts ${b + 4} events, found ${b + 3}`),
    ],
    [
      "all events deleted",
      (b) => cutBehind(b),
      (b) => event(b + 1, `the record counts ${b + 4} events, found ${b}`),
    ],
    ["an event put before the first", (b) => insertBehind(b), (b) => event(b + 1, "altered")],
    ["an event put between others", (b) => insertBehind(b + 2), (b) => event(b + 3, "altered")],
    ["an event put behind the last", (b) => insertBehind(b + 4), (b) => event(b + 5, "altered")],
    ["the first two events swapped", (b) => swap(b + 1, b + 2), (b) => event(b + 1, "altered")],
    ["the last two events swapped", (b) => swap(b + 3, b + 4), (b) => event(b + 3, "altered")],
    [
      "the last event moved to another key",
      (b) => moveAway(b + 4),
      (b) => event(b + 4, `the record counts ${b + 4}`),
    ],
  ];

  test.each(changes)("names the place: %s, with no checkpoint at all", async (_, change, place) => {
    tamper(change(0));
    expect(await brokenNow()).toMatch(place(0));
  });

  test.each(changes)(
    "names the place: %s, behind the last checkpoint",
    async (_, change, place) => {
      await within(async (ports) => {
        await makeCheckpoint(ports);
        await act(ports, "K2", "resume", "unlock", "suspend", "unlock");
      });
      tamper(change(4));
      expect(await brokenNow({ sinceCheckpoint: true })).toMatch(place(4));
      expect(await brokenNow()).toMatch(place(4));
    },
  );

  test("names a chain and a head that were made anew together, by the checkpoint", async () => {
    await within(async (ports) => void (await makeCheckpoint(ports)));
    tamper((db) =>
      forge(db, "K2", (events) => events.map((event) => ({ ...event, actor: "staff:eve" }))),
    );
    expect(await brokenNow()).toMatch(
      /^key K2, event 4: made anew: checkpoint 1 knew another event here$/,
    );
    expect(await brokenNow({ sinceCheckpoint: true })).toMatch(
      /^key K2, event 4: not the record's head$/,
    );
  });

  test("names a chain that was cut off together with its head, by the checkpoint", async () => {
    await within(async (ports) => void (await makeCheckpoint(ports)));
    tamper((db) => forge(db, "K2", (events) => events.slice(0, 2)));
    expect(await brokenNow()).toMatch(/^key K2, event 3: cut off: checkpoint 1 counted 4 events$/);
    expect(await brokenNow({ sinceCheckpoint: true })).toMatch(/^key K2, event 3: /);
  });

  test.each(["K1", "K2", "K3", "decoy-x"])(
    "names key %s that was deleted whole, by the checkpoint",
    async (serial) => {
      await within(async (ports) => {
        // Before all others, and behind them: first and last included.
        const seed = new Uint8Array(20).fill(5);
        await addKey(ports, { serial: "zzz", seed, parameters: codeParameters() }, "staff:anne");
        await makeCheckpoint(ports);
      });
      const gone = serial === "decoy-x" ? "zzz" : serial;
      tamper((db) => {
        db.prepare("DELETE FROM events WHERE serial = ?").run(gone);
        db.prepare("DELETE FROM keys WHERE serial = ?").run(gone);
      });
      expect(await brokenNow()).toBe(`key ${gone}: deleted: checkpoint 1 knows it`);
      expect(await brokenNow({ sinceCheckpoint: true })).toBe(
        `key ${gone}: deleted: checkpoint 1 knows it`,
      );
    },
  );

  const document = (sql: string) => (db: Database.Database) => void db.exec(sql);
  test.each<[string, (db: Database.Database) => void, RegExp]>([
    [
      "altered",
      document(
        "UPDATE documents SET body = replace(body, '\"events\":', '\"events\":1') WHERE kind = 'audit-checkpoint' AND id LIKE '%2'",
      ),
      /checkpoint 2: altered/,
    ],
    [
      "deleted in between",
      document("DELETE FROM documents WHERE kind = 'audit-checkpoint' AND id LIKE '%2'"),
      /checkpoint 2: found checkpoint 3 in its place/,
    ],
    [
      "deleted first",
      document("DELETE FROM documents WHERE kind = 'audit-checkpoint' AND id LIKE '%1'"),
      /checkpoint 1: found checkpoint 2 in its place/,
    ],
    [
      "made unreadable",
      document("UPDATE documents SET body = '{}' WHERE kind = 'audit-checkpoint' AND id LIKE '%3'"),
      /checkpoint 3: Cannot read/,
    ],
    [
      "robbed of its heads",
      document("DELETE FROM documents WHERE kind = 'audit-heads'"),
      /checkpoint 3: the heads kept for it are not those that were signed/,
    ],
  ])("names a checkpoint that was %s", async (_, change, place) => {
    await threeCheckpoints();
    tamper(change);
    expect(await brokenNow()).toMatch(place);
  });

  test("names the last checkpoint deleted when one was kept elsewhere", async () => {
    const kept = await threeCheckpoints();
    expect(await brokenNow({ expected: kept })).toBe("");
    tamper(document("DELETE FROM documents WHERE kind = 'audit-checkpoint' AND id LIKE '%3'"));
    expect(await brokenNow({ expected: kept })).toMatch(
      /checkpoint 3: not the one that was kept elsewhere/,
    );
  });

  test("says whose master key is missing, and signs nothing over a broken trail", async () => {
    await threeCheckpoints();
    const other = createKeyring([new Uint8Array(32).fill(9)]);
    expect(await brokenNow({}, other)).toMatch(
      /checkpoint 3: signed with master key [0-9a-f]{8}, which is not here/,
    );
    tamper(update("at = at + 1", 4));
    await within((ports) => act(ports, "K2", "resume"));
    tamper(update("at = at + 1", 5));
    await within(async (ports) => {
      expect((await makeCheckpoint(ports)).kind).toBe("broken");
    });
  });

  test("reads only what is new since the checkpoint, where that is asked for", async () => {
    await threeCheckpoints();
    await within((ports) => act(ports, "K3", "resume"));
    await within(async (ports) => {
      const quick = await verifyTrail(ports, { sinceCheckpoint: true, expected: null });
      expect(quick).toMatchObject({ keys: 3, events: 1, broken: [], checkpoint: { sequence: 3 } });
      const whole = await verifyTrail(ports, { sinceCheckpoint: false, expected: null });
      expect(whole).toMatchObject({ keys: 3, events: 13 + 2, broken: [] });
    });
  });

  async function threeCheckpoints() {
    let hash = "";
    for (const kind of ["resume", "suspend", null] as const) {
      await within(async (ports) => {
        const made = await makeCheckpoint(ports);
        if (made.kind !== "made") throw new Error(made.kind);
        hash = made.hash;
        if (kind !== null) await act(ports, "K1", kind);
      });
    }
    return { sequence: 3, hash };
  }

  async function brokenNow(
    how: { sinceCheckpoint?: boolean; expected?: { sequence: number; hash: string } } = {},
    keyring = tamperKeyring,
  ): Promise<string> {
    let text = "";
    await within(async (ports) => {
      const options = { sinceCheckpoint: false, expected: null, ...how };
      const { broken } = await verifyTrail({ ...ports, keyring }, options);
      text = broken.map(describeBroken).join("; ");
    });
    return text;
  }
});
