import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { faketime } from "../support/false-clock.ts";
import {
  type InstalledHolder,
  installedHolder,
  type ServiceNode,
} from "../support/installed-holder.ts";
import { describeWith } from "../support/needs.ts";
import {
  type PostgresServer,
  postgres,
  startBackup,
  startPostgres,
  startStandby,
  takeBackup,
} from "../support/postgres.ts";

// Goal: no PASSCODE that was accepted before a failover, a restore or a lost commit is accepted after
// it, and the next codes are, without anybody having to act (law 12).
// Method: the real service on real servers. Each story loses the commit of an accepted PASSCODE in its
// own way and presents it again; a node that was there all the time answers as a new one does.

describeWith(postgres, "a PASSCODE that was accepted before", (path) => {
  const servers: PostgresServer[] = [];
  let holder: InstalledHolder;
  const quick = { fsync: "off", full_page_writes: "off" };

  beforeEach(() => {
    holder = installedHolder();
  });
  afterEach(async () => {
    await holder.remove();
    for (const server of servers.splice(0)) await server.remove();
  });

  async function started(server: Promise<PostgresServer>): Promise<PostgresServer> {
    servers.push(await server);
    return server;
  }

  async function commissioned(): Promise<{
    readonly primary: PostgresServer;
    readonly url: string;
    readonly node: ServiceNode;
  }> {
    const primary = await started(startPostgres(path, quick));
    const url = await primary.createDatabase();
    const node = await holder.openNode(url);
    await holder.commission(node);
    return { primary, url, node };
  }

  const on = (server: PostgresServer, url: string) => server.urlOf(new URL(url).pathname.slice(1));

  /** Presents the PASSCODE again, and the codes after it. */
  async function refusedThere(node: ServiceNode, passcode: string): Promise<void> {
    const again = await holder.answer(node, passcode);
    expect({ again, errors: node.errors }).toEqual({ again: "refused", errors: [] });
    // The codes of the next minutes count as shown already: clocks of nodes may differ by one.
    holder.waitForNextCode(4);
    expect(await holder.answer(node, holder.passcode())).toBe("accepted");
    expect(await holder.answer(node, holder.passcode())).toBe("refused");
  }

  test("is refused on a standby that was promoted without it, after a cancelled wait", async () => {
    const { primary, url, node } = await commissioned();
    const standby = await started(startStandby(path, primary, { name: "s1", settings: quick }));
    const maintenance = primary.urlOf("postgres");
    await primary.query(maintenance, "ALTER SYSTEM SET synchronous_standby_names = 's1'");
    await primary.query(maintenance, "SELECT pg_reload_conf()");
    await sleep(200);
    await standby.stop();
    const passcode = holder.passcode();
    const answering = holder.answer(node, passcode);
    for (let ended = 0; ended === 0; await sleep(20)) {
      const waits = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
      ended = (await primary.query(url, `SELECT pg_cancel_backend(pid) ${waits}`)).rowCount ?? 0;
    }
    expect(await answering).toBe("503");
    await primary.crash();
    await standby.start();
    await standby.promote();
    await refusedThere(await holder.openNode(on(standby, url)), passcode);
  });

  test("is refused on an asynchronous standby that never heard of it", async () => {
    const { primary, url, node } = await commissioned();
    const standby = await started(startStandby(path, primary, { name: "s1", settings: quick }));
    await standby.stop();
    const passcode = holder.passcode();
    expect(await holder.answer(node, passcode)).toBe("accepted");
    await primary.crash();
    await standby.start();
    await standby.promote();
    await refusedThere(await holder.openNode(on(standby, url)), passcode);
  });

  test("is refused where a base backup is started as it stands", async () => {
    const { primary, url, node } = await commissioned();
    const backup = takeBackup(path, primary);
    const passcode = holder.passcode();
    expect(await holder.answer(node, passcode)).toBe("accepted");
    await primary.crash();
    const restored = await started(startBackup(backup, quick));
    await refusedThere(await holder.openNode(on(restored, url)), passcode);
  });

  describeWith(faketime, "by a wrong clock", () => {
    test.each([-3600, 3600])(
      "is refused where a base backup is started by a server whose clock is wrong by %d s",
      async (seconds) => {
        const { primary, url, node } = await commissioned();
        const backup = takeBackup(path, primary);
        const passcode = holder.passcode();
        expect(await holder.answer(node, passcode)).toBe("accepted");
        await primary.crash();
        const restored = await started(startBackup(backup, quick, seconds));
        const asked = await restored.query(restored.urlOf("postgres"), "SELECT now()");
        const wrongBy = (new Date(asked.rows[0]?.now).getTime() - Date.now()) / 1000;
        expect(Math.abs(wrongBy - seconds)).toBeLessThan(30);
        await refusedThere(await holder.openNode(on(restored, url)), passcode);
      },
    );
  });

  test("is refused when a crash took a commit that was not on the disk", async () => {
    const settings = { ...quick, synchronous_commit: "off", wal_writer_delay: "10000" };
    const primary = await started(startPostgres(path, settings));
    const url = await primary.createDatabase();
    const node = await holder.openNode(url);
    await holder.commission(node);
    await primary.query(url, "SET synchronous_commit = on; CREATE TABLE flushed ()");
    const passcode = holder.passcode();
    expect(await holder.answer(node, passcode)).toBe("accepted");
    const before = await node.ports.store.load(holder.serial);
    await primary.crash();
    await primary.start();
    const after = await node.ports.store.load(holder.serial);
    expect(after?.revision).toBe((before?.revision ?? 0) - 1);
    await refusedThere(node, passcode);
  });

  const dumped = (server: PostgresServer, program: string, words: readonly string[]) =>
    execFileSync(join(server.programs, program), words, { stdio: ["ignore", "pipe", "pipe"] });

  test.each([
    ["over the old one, which a node still uses", "--clean"],
    ["into another database of the same server", "--create"],
  ] as const)("is refused where a dump is restored %s", async (_what, how) => {
    const { primary, url, node } = await commissioned();
    const file = join(holder.directory, "store.dump");
    dumped(primary, "pg_dump", ["--format=custom", "--file", file, url]);
    const passcode = holder.passcode();
    expect(await holder.answer(node, passcode)).toBe("accepted");
    if (how === "--clean") {
      dumped(primary, "pg_restore", ["--clean", "--single-transaction", "-d", url, file]);
      await refusedThere(node, passcode);
    } else {
      const other = await primary.createDatabase();
      dumped(primary, "pg_restore", ["-d", other, file]);
      await refusedThere(await holder.openNode(other), passcode);
    }
  });

  test("is refused in a database that was copied as a template", async () => {
    const { primary, url, node } = await commissioned();
    await node.close();
    const name = new URL(url).pathname.slice(1);
    const copy = primary.urlOf("copied");
    const maintenance = primary.urlOf("postgres");
    await primary.query(maintenance, `CREATE DATABASE copied TEMPLATE ${name}`);
    const passcode = holder.passcode();
    expect(await holder.answer(await holder.openNode(url), passcode)).toBe("accepted");
    await refusedThere(await holder.openNode(copy), passcode);
  });

  test("was decided on a node that had loaded the key before, and is refused", async () => {
    const { primary, url, node } = await commissioned();
    const standby = await started(startStandby(path, primary, { name: "s1", settings: quick }));
    // What a node loaded from the old primary must not be stored on the new one.
    const loaded = await node.ports.store.load(holder.serial);
    await primary.crash();
    await standby.promote();
    const other = await holder.openNode(on(standby, url));
    const { store } = other.ports;
    const found = await store.load(holder.serial);
    if (loaded === null || found === null) throw new Error("Cannot find the key");
    expect(found.revision).toBe(loaded.revision);
    expect(await store.replace(holder.serial, loaded.revision, loaded.record, [])).toBe(false);
    expect(await store.replace(holder.serial, found.revision, found.record, [])).toBe(true);
  });
});
