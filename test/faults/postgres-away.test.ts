import { setTimeout as sleep } from "node:timers/promises";
import { type KeyRecord, timeStep, verifyChain } from "@jeton/core";
import { type OpenedStore, openPostgresStore } from "@jeton/store";
import { changed, guessed, plainKey } from "@jeton/store/contracts";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { present, raceKey } from "../contracts/race-key.ts";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";
import { startProxy, type TcpProxy } from "../support/tcp-proxy.ts";

// Goal: while the database is away, slow or in the way, attempts are refused by the same typed error
// and never half done; when it is back, all goes on by itself.
// Method: a real server that is crashed, locked and set to stricter isolation; a proxy in between
// that cuts or holds back at every point of an attempt's conversation.

describeWith(postgres, "openPostgresStore() and a server that fails", (path) => {
  let server: PostgresServer;
  let url: string;
  let proxy: TcpProxy;
  let store: OpenedStore;
  const step = (number: number) => ({ step: timeStep(number), at: timeStep(number) });
  const unusable = { name: "OtpError", code: "STORE_UNUSABLE" };
  const unknown = { name: "OtpError", code: "OUTCOME_UNKNOWN" };

  beforeAll(async () => {
    server = await startPostgres(path);
  });
  afterAll(() => server.remove());

  beforeEach(async () => {
    url = await server.createDatabase();
    proxy = await startProxy(server.port);
    store = await openPostgresStore(url.replace(`:${server.port}`, `:${proxy.port}`));
    await store.insert(raceKey("K1"), []);
  });
  afterEach(async () => {
    proxy.set("pass");
    await store.close();
    await proxy.close();
  });

  async function events() {
    const direct = await openPostgresStore(url);
    const stored = await direct.load("K1");
    const found = await direct.events("K1", { afterSequence: 0, limit: 1000 });
    await direct.close();
    // Never half done: each event came with its revision, each revision with its event.
    expect(stored?.revision).toBe(found.length + 1);
    expect(stored && verifyChain("K1", stored.record.audit, found).kind).toBe("intact");
    return found.length;
  }

  /** Does `work` while another client has begun a transaction with `sql`, which is undone at its end. */
  async function whileAnother(sql: string, work: (other: pg.Client) => Promise<void>) {
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    try {
      await other.query(`BEGIN; ${sql}`);
      await work(other);
      await other.query("ROLLBACK");
    } finally {
      await other.end();
    }
  }

  test("decides an attempt with two round trips", async () => {
    await present(store, "K1", step(28_000_000));
    const before = proxy.roundTrips();
    expect((await present(store, "K1", step(28_000_001))).kind).toBe("accepted");
    expect(proxy.roundTrips() - before).toBe(2);
  });

  test("refuses while the server is down, and goes on by itself when it is back", async () => {
    await server.crash();
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await expect(present(store, "K1", step(28_000_000))).rejects.toMatchObject({
        ...unusable,
        message: expect.stringMatching(/^Cannot use the store \S+: the server does not answer/),
      });
    }
    await server.start();
    // A server that began again may have lost what it had: codes of before its start count as spent.
    const early = await patiently(() => present(store, "K1", step(28_000_000)));
    expect(early).toEqual({ kind: "refused", reason: "spent-code" });
    const later = Math.floor(Date.now() / 60_000) + 30;
    expect((await present(store, "K1", step(later))).kind).toBe("accepted");
    expect(await events()).toBe(2);
  });

  test("reads on when the server was restarted between two attempts", async () => {
    await Promise.all(Array.from({ length: 8 }, () => store.load("K1")));
    await server.crash();
    await server.start();
    expect(await patiently(() => store.load("K1"))).not.toBeNull();
  });

  test.each([
    ["cut-question", 0],
    ["cut-answer", 1],
  ] as const)("stores all of a change or nothing: %s", async (mode, stored) => {
    const { next, events: added } = changed(raceKey("K1"), { failures: guessed(1) });
    proxy.set(mode);
    await expect(store.replace("K1", 1, next, added)).rejects.toMatchObject(unknown);
    proxy.set("pass");
    // What nobody was answered may be stored, but only as a whole.
    await patiently(async () => expect(await events()).toBe(stored));
  });

  test("gives an answer up that does not come", async () => {
    proxy.set("stall-answer");
    const began = performance.now();
    await expect(store.load("K1")).rejects.toMatchObject(unusable);
    expect(performance.now() - began).toBeLessThan(40_000);
  });

  test("gives a lock up that another holds, and stores nothing", async () => {
    await whileAnother(
      "UPDATE jeton.keys SET revision = revision + 1 WHERE serial = 'K1'",
      async () => {
        const { next, events: added } = changed(raceKey("K1"), { failures: guessed(1) });
        await expect(store.replace("K1", 1, next, added)).rejects.toMatchObject({
          ...unusable,
          message: expect.stringMatching(/took longer than it may|held a lock/),
        });
      },
    );
    expect(await events()).toBe(0);
  });

  test("keeps nobody waiting for a key that another holds locked", async () => {
    const free = Array.from({ length: 50 }, (_, number) => raceKey(`free-${number}`));
    for (const key of free) await store.insert(key, []);
    await whileAnother(
      "UPDATE jeton.keys SET revision = revision + 1 WHERE serial = 'K1'",
      async () => {
        const ends: string[] = [];
        const replace = async (key: KeyRecord) => {
          const { next, events: added } = changed(key, { failures: guessed(1) });
          const isRefused = await refused(store.replace(key.serial, 1, next, added));
          ends.push(`${key.serial} ${isRefused ? "refused" : "stored"}`);
        };
        // More than there are connections.
        const held = Array.from({ length: 25 }, () => replace(raceKey("K1")));
        await sleep(50); // They wait for the lock when the others come.
        await Promise.all([...held, ...free.map(replace)]);
        const wanted = free.map(({ serial }) => `${serial} stored`);
        expect(ends).toEqual([...wanted, ...held.map(() => "K1 refused")]);
      },
    );
    expect(await events()).toBe(0);
  });

  test("keeps nobody waiting for a holder whom another gives a key", async () => {
    const free = Array.from({ length: 20 }, (_, number) => raceKey(`free-${number}`));
    for (const key of free) await store.insert(key, []);
    const assign = "UPDATE jeton.keys SET holder = 'eve', revision = 2 WHERE serial = 'K1'";
    await whileAnother(assign, async (other) => {
      const answers = free.map(async (key, place) => {
        const fields: Partial<KeyRecord> =
          place === 7 ? { holder: "eve" } : { failures: guessed(1) };
        const { next, events: added } = changed(key, fields);
        return [place, await store.replace(key.serial, 1, next, added).catch(() => "refused")];
      });
      const waits = answers[7];
      const others = Promise.all(answers.filter((answer) => answer !== waits));
      // A lock is given up after 5 s: then the others would be answered as well.
      expect(await Promise.race([others.then(() => "answered"), sleep(4500)])).toBe("answered");
      await other.query("COMMIT");
      expect(await waits).toEqual([7, "refused"]);
    });
  });

  test("refuses only the one whose text the database cannot hold", async () => {
    const keys = ["a", "b", "c"].map((serial) => raceKey(serial));
    for (const key of keys) await store.insert(key, []);
    const answers = keys.map((key) => {
      const { next, events: added } = changed(key, { failures: guessed(1) });
      // The core makes no such record: the store stands by itself.
      const given = key.serial === "b" ? { ...next, holder: "zero\0byte" } : next;
      return store.replace(key.serial, 1, given, added).catch(() => "refused");
    });
    expect(await Promise.all(answers)).toEqual([true, "refused", true]);
    const loads = ["x", "zero\0byte", "y"].map((holder) =>
      store.loadForHolder(holder, "K1").then(
        (stored) => stored?.record.serial,
        () => "refused",
      ),
    );
    expect(await Promise.all(loads)).toEqual(["K1", "refused", "K1"]);
  });

  test.each([
    ["cut-question", false],
    ["cut-answer", true],
  ] as const)("stores each of many changes wholly or not at all: %s", async (mode, isStored) => {
    const keys = Array.from({ length: 20 }, (_, number) => raceKey(`many-${number}`));
    for (const key of keys) await store.insert(key, []);
    proxy.set(mode);
    const changes = keys.map((key) => changed(key, { failures: guessed(1) }));
    const answers = changes.map(({ next, events: added }) =>
      store.replace(next.serial, 1, next, added).catch((error: unknown) => error),
    );
    const wanted = keys.map(() => expect.objectContaining(unknown));
    expect(await Promise.all(answers)).toEqual(wanted);
    proxy.set("pass");
    const direct = await openPostgresStore(url);
    await patiently(async () => {
      for (const [place, key] of keys.entries()) {
        const stored = await direct.load(key.serial);
        const found = await direct.events(key.serial, { afterSequence: 0, limit: 10 });
        expect(stored?.record).toEqual(isStored ? changes[place]?.next : key);
        expect(found).toEqual(isStored ? changes[place]?.events : []);
      }
    });
    await direct.close();
  });

  test("loses no race where the database isolates as strictly as it can", async () => {
    await server.query(url, setting(url, "default_transaction_isolation", "serializable"));
    const strict = await openPostgresStore(url);
    const attempts = Array.from({ length: 6 }, () => present(strict, "K1", step(28_000_000)));
    const kinds = (await Promise.all(attempts)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "accepted")).toHaveLength(1);
    expect(await events()).toBe(6);
    await strict.close();
  });

  test("says that a standby takes no writes", async () => {
    await server.query(url, setting(url, "default_transaction_read_only", "on"));
    const standby = await openPostgresStore(url);
    await expect(standby.insert(plainKey("K2"), [])).rejects.toMatchObject({
      ...unusable,
      message: expect.stringContaining("takes no writes"),
    });
    await standby.close();
  });

  test.each([
    ["a server that is not there", "postgres://u:geheim@127.0.0.1:1/x", /does not answer/],
    ["a URL that is none", "postgres://u:ge#heim@[/x", /cannot be read/],
    ["a database that is not there", "", /no such database/],
  ])("says what is wrong with %s, without the password", async (_what, place, says) => {
    const wrong = place || `postgres://owner:geheim@127.0.0.1:${server.port}/nope`;
    const error = await openPostgresStore(wrong).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ ...unusable, message: expect.stringMatching(says) });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/geheim|ge#heim/);
    expect(String((error as Error).stack) + String((error as Error).cause)).not.toContain("heim");
  });
});

/** Returns whether a change was refused because the store cannot be used. */
function refused(change: Promise<boolean>): Promise<boolean> {
  return change.then(
    () => false,
    (error: unknown) => (error as { readonly code?: string }).code === "STORE_UNUSABLE",
  );
}

function setting(url: string, name: string, value: string): string {
  return `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET ${name} = '${value}'`;
}

/** Tries again while the store is away: nobody promises when it is back. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + 30_000; ; ) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}
