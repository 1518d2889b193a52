import { describeBroken, makeCheckpoint, verifyTrail } from "@jeton/service";
import type { Ports } from "@jeton/validator/parts";
import type Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openRetainedStore, type RetainedStore } from "../support/retained-store.ts";
import { act, forge } from "../support/tampered-store.ts";

// Goal: a checkpoint signs what was verified and nothing else, and a key may be in use meanwhile.
// Method: change the store by SQL, past the triggers, while a checkpoint is made; use a key at each
// reading of its events.

let opened: RetainedStore;
beforeEach(async () => {
  opened = await openRetainedStore();
});
afterEach(() => opened.remove());

const forgeK2 = (db: Database.Database) =>
  forge(db, "K2", (events) => events.map((event) => ({ ...event, actor: "staff:eve" })));

describe("makeCheckpoint()", () => {
  test("signs no head that came after the verification of its key", async () => {
    await opened.within(async (ports) => {
      await makeCheckpoint(ports);
      let forged = 0;
      const put: Ports["documents"]["put"] = async (kind, ...document) => {
        // Behind the verification of all keys, before anything is signed.
        if (kind === "audit-heads" && forged++ === 0) opened.tamper(forgeK2);
        return ports.documents.put(kind, ...document);
      };
      const watched = { ...ports, documents: { ...ports.documents, put } };
      expect((await makeCheckpoint(watched)).kind).toBe("made");
      expect(forged).toBe(1);
    });
    expect(await opened.brokenNow()).toBe(
      "key K2, event 6: made anew: checkpoint 2 knew another event here",
    );
  });

  test("reads also what the last checkpoint covers when the whole is asked for", async () => {
    await opened.within(async (ports) => void (await makeCheckpoint(ports)));
    opened.tamper((db) => void db.exec("UPDATE events SET actor = 'x' WHERE sequence = 2"));
    await opened.within(async (ports) => {
      expect((await makeCheckpoint(ports)).kind).toBe("made");
      const whole = await makeCheckpoint(ports, { whole: true });
      expect(whole).toMatchObject({ kind: "broken", report: { broken: [{}, {}, {}] } });
    });
  });

  test("leaves no heads behind when it signs nothing", async () => {
    opened.tamper((db) => void db.exec("UPDATE events SET actor = 'x' WHERE sequence = 2"));
    await opened.within(async (ports) => {
      expect((await makeCheckpoint(ports)).kind).toBe("broken");
      const page = { prefix: "", after: null, limit: 9, newestFirst: false };
      expect(await ports.documents.list("audit-heads", page)).toEqual([]);
    });
  });

  test("answers made-elsewhere to all but one that make the same one at once", async () => {
    await opened.within(async (ports) => {
      const made = await Promise.all([1, 2, 3].map(() => makeCheckpoint(ports)));
      const kinds = made.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === "made").length).toBeGreaterThan(0);
      expect(kinds).not.toContain("broken");
      const report = await verifyTrail(ports, { sinceCheckpoint: false, expected: null });
      expect(report.broken).toEqual([]);
    });
  });

  test.each<[string, string, string]>([
    [
      "moved behind all others",
      "UPDATE documents SET id = '0000000009' WHERE kind = 'audit-checkpoint' AND id = '0000000002'",
      'checkpoint 2: Cannot read checkpoint 2: found the name "0000000009"',
    ],
    [
      "given a field that was not signed",
      `UPDATE documents SET body = replace(body, '{"run"', '{"note":"x","run"') WHERE kind = 'audit-checkpoint' AND id = '0000000002'`,
      "checkpoint 2: Cannot read checkpoint 2: found more than was signed",
    ],
  ])("is refused behind one that was %s", async (_what, sql, problem) => {
    await opened.within(async (ports) => {
      await makeCheckpoint(ports);
      await makeCheckpoint(ports);
    });
    opened.tamper((db) => void db.exec(sql));
    expect(await opened.brokenNow()).toBe(problem);
    await opened.within(async (ports) => expect((await makeCheckpoint(ports)).kind).toBe("broken"));
  });
});

describe("verifyTrail()", () => {
  /** Uses K2 after each reading of its events: the record it then reads is always a later one. */
  function busy(ports: Ports, uses: number): Ports {
    let used = 0;
    const events: Ports["store"]["events"] = async (serial, page) => {
      const use = serial === "K2" && used < uses;
      if (use) await act(ports, "K2", used++ % 2 === 0 ? "resume" : "suspend");
      return ports.store.events(serial, page);
    };
    return { ...ports, store: { ...ports.store, events } };
  }

  test.each([false, true])(
    "calls no key broken that is in use all the while (since the checkpoint: %s)",
    async (sinceCheckpoint) => {
      await opened.within(async (ports) => {
        await makeCheckpoint(ports);
        const options = { sinceCheckpoint, expected: null };
        const report = await verifyTrail(busy(ports, 100), options);
        expect(report.broken.map(describeBroken)).toEqual([]);
        // Each event was read once: there was no beginning anew.
        expect(report.events).toBe((sinceCheckpoint ? 0 : 18) + 100);
      });
    },
  );

  test("finds what was put behind the head of a key in use", async () => {
    opened.tamper((db) => {
      db.exec(
        "INSERT INTO events SELECT serial, 7, at, kind, actor, step, reason, hash, diagnosis, NULL FROM events WHERE serial = 'K3' AND sequence = 6",
      );
    });
    await opened.within(async (ports) => {
      const options = { sinceCheckpoint: false, expected: null };
      const { broken } = await verifyTrail(busy(ports, 5), options);
      expect(broken.map(describeBroken)).toEqual(["key K3, event 7: altered"]);
    });
  });
});
