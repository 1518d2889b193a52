import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ChainedEvent,
  chainEvent,
  createKeyring,
  defaultPolicy,
  emptyAuditHead,
  unixMilliseconds,
} from "@jeton/core";
import { openSqliteStore } from "@jeton/store";
import { actOnStoredKey, nodePorts, type Ports, watchClock } from "@jeton/validator/parts";
import Database from "better-sqlite3";

export const tamperKeyring = createKeyring([new Uint8Array(32).fill(3)]);

/**
 * A store in SQLite that is opened for each piece of work, and changed by SQL in between. Nothing in
 * it is sealed: chains, anchors and checkpoints are tested by themselves. With seals:
 * `test/service/tampering.test.ts`.
 */
export type TamperedStore = {
  readonly within: (work: (ports: Ports) => Promise<void>) => Promise<void>;
  /** Changes the database past its triggers and puts them back, as a thief of the file would. */
  readonly tamper: (change: (db: Database.Database) => void) => void;
  readonly remove: () => void;
};

export function openTamperedStore(): TamperedStore {
  const directory = mkdtempSync(join(tmpdir(), "jeton-tampering-"));
  const path = join(directory, "jeton.sqlite");
  let now = 1_800_000_000_000;
  return {
    async within(work) {
      const store = openSqliteStore(path);
      const ports: Ports = {
        ...nodePorts,
        clock: () => {
          now += 1000;
          return unixMilliseconds(now);
        },
        store,
        documents: store.documents,
        keyring: tamperKeyring,
        policy: defaultPolicy,
        clockWatch: watchClock(),
      };
      try {
        await work(ports);
      } finally {
        await store.close();
      }
    },
    tamper(change) {
      const db = new Database(path);
      db.pragma("foreign_keys = OFF");
      const query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'";
      const triggers = db.prepare<[], { name: string; sql: string }>(query).all();
      for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
      change(db);
      for (const { sql } of triggers) db.exec(sql);
      db.close();
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Does help-desk acts, which must all be possible. */
export async function act(
  ports: Ports,
  serial: string,
  ...kinds: readonly ("assign" | "clear-pin" | "suspend" | "resume" | "unlock")[]
): Promise<void> {
  for (const kind of kinds) {
    const what = kind === "assign" ? { kind, holder: serial.toLowerCase() } : { kind };
    const { kind: done } = await actOnStoredKey(ports, serial, what, "staff:anne");
    if (done !== "done") throw new Error(`Cannot ${kind} ${serial}: ${done}`);
  }
}

/** Makes a key's chain and the head in its record anew, so that they fit each other. */
export function forge(
  db: Database.Database,
  serial: string,
  change: (events: readonly ChainedEvent[]) => readonly ChainedEvent[],
): void {
  const query = "SELECT * FROM events WHERE serial = ? ORDER BY sequence";
  const events = db.prepare<[string], ChainedEvent>(query).all(serial);
  let head = emptyAuditHead;
  db.prepare("DELETE FROM events WHERE serial = ?").run(serial);
  for (const event of change(events)) {
    const chained = chainEvent(serial, head, event);
    head = { count: chained.sequence, hash: chained.hash };
    db.prepare(
      "INSERT INTO events (serial, sequence, at, kind, actor, step, reason, diagnosis, hash) VALUES (?,?,?,?,?,?,?,?,?)",
    ).run(
      serial,
      chained.sequence,
      event.at,
      event.kind,
      event.actor,
      event.step,
      event.reason,
      null,
      chained.hash,
    );
  }
  const row = db
    .prepare<[string], { record: string }>("SELECT record FROM keys WHERE serial = ?")
    .get(serial);
  const record = JSON.stringify({ ...JSON.parse(row?.record ?? "{}"), audit: head });
  db.prepare("UPDATE keys SET record = ?, revision = revision + 1 WHERE serial = ?").run(
    record,
    serial,
  );
}
