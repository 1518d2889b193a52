import { execFileSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { openEtcdStore, openMemoryStore, openPostgresStore, openSqliteStore } from "@jeton/store";
import { changed, plainKey } from "@jeton/store/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EtcdServer, etcd, startEtcd } from "../support/etcd.ts";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";
import { floorContract } from "./floor-contract.ts";
import { makeStoreDirectory } from "./store-directory.ts";

floorContract("sqlite", () => {
  const { file, path, remove } = makeStoreDirectory();
  const backup = join(path, "backup");
  return {
    connect: () => openSqliteStore(file),
    backUp: () => copyFileSync(file, backup),
    restore: () => copyFileSync(backup, file),
    remove,
  };
});

describeWith(postgres, "openPostgresStore()", (path) => {
  let server: PostgresServer;
  let url: string;
  const { path: backups, remove } = makeStoreDirectory();
  const backup = join(backups, "store.dump");
  beforeAll(async () => {
    server = await startPostgres(path, { fsync: "off", full_page_writes: "off" });
    url = await server.createDatabase();
  });
  afterAll(async () => {
    await server.remove();
    remove();
  });

  const run = (program: string, words: readonly string[]) => {
    execFileSync(join(server.programs, program), words, { stdio: ["ignore", "ignore", "pipe"] });
  };

  floorContract("postgres", async () => {
    await server.query(url, "DROP SCHEMA IF EXISTS jeton CASCADE");
    return {
      connect: () => openPostgresStore(url),
      backUp: () => run("pg_dump", ["--format=custom", "--file", backup, url]),
      restore: () => run("pg_restore", ["--clean", "--single-transaction", "-d", url, backup]),
      remove: () => {},
    };
  });
});

describeWith(etcd, "openEtcdStore()", (path) => {
  let server: EtcdServer;
  beforeAll(async () => {
    server = await startEtcd(path);
  });
  afterAll(() => server.remove());

  floorContract("etcd", () => {
    const url = server.freshUrl();
    return {
      connect: () => openEtcdStore(url),
      backUp: server.saveSnapshot,
      restore: server.restoreSnapshot,
      remove: () => {},
    };
  });

  test("does not say what became of a change that went into a cluster made anew", async () => {
    const url = server.freshUrl();
    const store = await openEtcdStore(url);
    await store.insert(plainKey("K1"), []);
    const { next, events } = changed(plainKey("K1"), {});
    server.saveSnapshot();
    await server.restoreSnapshot();
    await expect(store.replace("K1", 1, next, events)).rejects.toThrow(
      "another cluster than before",
    );
    expect((await store.load("K1"))?.record.floor).toBeDefined();
    await store.close();
  });
});

describe("openMemoryStore()", () => {
  test("never has a floor: nothing can be put back", async () => {
    const store = openMemoryStore();
    await store.insert(plainKey("K1"), []);
    const { next, events } = changed(plainKey("K1"), {});
    await store.replace("K1", 1, next, events);
    expect((await store.load("K1"))?.record).not.toHaveProperty("floor");
  });
});
