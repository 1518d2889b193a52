import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type KeyStore, signAnchor, timeStep, unixMilliseconds } from "@jeton/core";
import {
  copyStore,
  differences,
  type OpenedStore,
  openMemoryStore,
  openPostgresStore,
  openSqliteStore,
  sealedDocuments,
} from "@jeton/store";
import { holderDirectory } from "@jeton/store/directory";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";
import { present, raceKey, raceKeyring } from "./race-key.ts";
import { makeStoreDirectory, type StoreDirectory } from "./store-directory.ts";

/** Returns a store with keys that have histories, and documents. */
async function filled(store: OpenedStore): Promise<OpenedStore> {
  for (let number = 0; number < 250; number += 1) await store.insert(raceKey(`K${number}`), []);
  for (let step = 28_000_000; step < 28_000_005; step += 1) {
    const at = timeStep(step);
    for (const serial of ["K1", "K77"]) await present(store, serial, { step: at, at });
    await present(store, "K1", { step: at, at, pinIsRight: false });
  }
  await cut(store, "K1", 3);
  const body = '{"text":"é \\u0000 🔑"}';
  await store.documents.put("ticket", "T1", 0, { body, expiresAt: null });
  await store.documents.put("ticket", "T1", 1, { body: "[]", expiresAt: null });
  await store.documents.put("token", "A", 0, { body, expiresAt: unixMilliseconds(7) });
  return store;
}

/** Cuts the first events of a key, as a retention does. */
async function cut(store: OpenedStore, serial: string, count: number): Promise<void> {
  const [last] = await store.events(serial, { afterSequence: count - 1, limit: 1 });
  const at = unixMilliseconds(1_800_000_000_000);
  const content = { serial, count, hash: last?.hash ?? "", at, actor: "staff:anne" };
  expect(await store.cutEvents(signAnchor(raceKeyring, content))).toBe(true);
}

const counts = { keys: 250, events: 12, documents: 2 };

async function expectCopied(from: OpenedStore, to: OpenedStore): Promise<void> {
  const stages = new Map<string, number>();
  const copied = await copyStore(from, to, raceKeyring, (stage, keys) => stages.set(stage, keys));
  expect(differences(copied.from, copied.to)).toEqual([]);
  expect(copied.to).toMatchObject({ ...counts, sealsOpened: 250, broken: [] });
  expect(stages).toEqual(
    new Map([
      ["copy", 250],
      ["compare", 500],
    ]),
  );
  expect(await to.anchor("K1")).toEqual(await from.anchor("K1"));
  expect(await to.anchor("K1")).toMatchObject({ count: 3 });
  expect(await to.anchor("K77")).toBeNull();
  // The copy is a store like any other: what was spent is spent.
  const step = { step: timeStep(28_000_004), at: timeStep(28_000_004) };
  expect(await present(to, "K77", step)).toMatchObject({ reason: "spent-code" });
  // What is copied may be older than what was accepted: codes of before the copy count as spent.
  expect(await present(to, "K2", step)).toMatchObject({ reason: "spent-code" });
  const later = timeStep(Math.floor(Date.now() / 60_000) + 30);
  expect((await present(to, "K2", { step: later, at: later })).kind).toBe("accepted");
}

describe("copyStore()", () => {
  let directory: StoreDirectory;
  beforeEach(() => {
    directory = makeStoreDirectory();
  });
  afterEach(() => directory.remove());

  test("copies a store to SQLite, proves it, and refuses to do so again", async () => {
    const [from, to] = [await filled(openMemoryStore()), openSqliteStore(directory.file)];
    await expectCopied(from, to);
    await expect(copyStore(from, to, raceKeyring)).rejects.toMatchObject({
      code: "STORE_UNUSABLE",
      message: expect.stringContaining("it is not empty (250 keys, 2 documents), choose an empty"),
    });
    await to.close();
  });

  test("carries the directory of holders", async () => {
    const [from, to] = [openMemoryStore(), openSqliteStore(directory.file)];
    const of = ({ documents }: OpenedStore) =>
      holderDirectory({
        documents: sealedDocuments(documents, raceKeyring),
        keyring: raceKeyring,
        random: (bytes) => new Uint8Array(bytes),
      });
    const at = { school: "0690001A", groups: ["desk"] };
    const [familyName, givenName, email, phone] = ["Martin", "Anne", "anne@ac-lyon.fr", "04 72"];
    const entry = { familyName, givenName, email, phone, language: "", ...at };
    await of(from).put({ ...entry, holder: "anne", school: "" }, 0);
    await of(from).put({ ...entry, holder: "anne" }, 1);
    const copied = await copyStore(from, to, raceKeyring);
    expect(differences(copied.from, copied.to)).toEqual([]);
    expect(await of(to).load("anne")).toEqual({
      entry: { ...entry, holder: "anne" },
      revision: 1,
    });
    await to.close();
  });

  test("finds a change that came while it copied", async () => {
    const from = await filled(openMemoryStore());
    let late = 0;
    const busy: OpenedStore = {
      ...from,
      counts: async () => {
        if (late++ === 0) {
          const step = timeStep(28_000_009);
          await present(from, "K5", { step, at: step });
        }
        return from.counts();
      },
    };
    const copied = await copyStore(busy, openMemoryStore(), raceKeyring);
    expect(differences(copied.from, copied.to)).toEqual(["events", "heads", "contents"]);
  });

  test("leaves nothing when it is cut off", async () => {
    const from = await filled(openMemoryStore());
    const list: KeyStore["list"] = async (page) => {
      if (page.after !== null) throw new Error("cut off");
      return from.list(page);
    };
    const to = openSqliteStore(directory.file);
    await expect(copyStore({ ...from, list }, to, raceKeyring)).rejects.toThrow("cut off");
    expect(await to.counts()).toEqual({ keys: 0, events: 0, documents: 0 });
    await expectCopied(from, to);
    await to.close();
    expect(readdirSync(join(directory.file, ".."))).toEqual([
      "jeton.sqlite",
      "jeton.sqlite-history",
    ]);
  });
});

describeWith(postgres, "copyStore() and PostgreSQL", (path) => {
  let server: PostgresServer;
  let directory: StoreDirectory;
  beforeEach(async () => {
    server = await startPostgres(path, { fsync: "off" });
    directory = makeStoreDirectory();
  });
  afterEach(async () => {
    directory.remove();
    await server.remove();
  });

  test("copies SQLite to PostgreSQL and back, and leaves nothing when it is cut off", async () => {
    const sqlite = await filled(openSqliteStore(directory.file));
    const list: KeyStore["list"] = async (page) => {
      if (page.after !== null) throw new Error("cut off");
      return sqlite.list(page);
    };
    const there = await openPostgresStore(await server.createDatabase());
    await expect(copyStore({ ...sqlite, list }, there, raceKeyring)).rejects.toThrow("cut off");
    expect(await there.counts()).toEqual({ keys: 0, events: 0, documents: 0 });

    const copied = await copyStore(sqlite, there, raceKeyring);
    expect(differences(copied.from, copied.to)).toEqual([]);
    const back = openSqliteStore(join(directory.path, "back.sqlite"));
    await expectCopied(there, back);
    await expect(copyStore(sqlite, there, raceKeyring)).rejects.toThrow(/not empty \(250 keys/);
    await Promise.all([sqlite.close(), there.close(), back.close()]);
  });
});
