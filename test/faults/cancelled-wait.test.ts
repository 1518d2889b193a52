import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type InstalledHolder,
  installedHolder,
  type ServiceNode,
} from "../support/installed-holder.ts";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";

// Goal: what a primary stored but may not have replicated is never answered as accepted (law 12).
// Method: a real primary that waits for a synchronous standby which is down; the wait is cancelled,
// or the connection ended, as an administrator or a failover manager does it.

describeWith(postgres, "a commit whose synchronous wait is cut off", (path) => {
  let server: PostgresServer;
  let url: string;
  let holder: InstalledHolder;
  let node: ServiceNode;

  beforeAll(async () => {
    server = await startPostgres(path, { fsync: "off" });
  });
  afterAll(() => server.remove());

  beforeEach(async () => {
    url = await server.createDatabase();
    // What a site's own default hides must not hide it from us.
    const name = new URL(url).pathname.slice(1);
    await server.query(url, `ALTER DATABASE ${name} SET client_min_messages = 'error'`);
    holder = installedHolder();
    node = await holder.openNode(url);
    await holder.commission(node);
    await standbyIs("there that-is-down");
  });
  afterEach(async () => {
    await standbyIs("");
    await holder.remove();
  });

  /** Makes the primary wait for a standby that never comes, or no longer. */
  async function standbyIs(name: string): Promise<void> {
    const names = name === "" ? "''" : "'\"that-is-down\"'";
    const maintenance = server.urlOf("postgres");
    await server.query(maintenance, `ALTER SYSTEM SET synchronous_standby_names = ${names}`);
    await server.query(maintenance, "SELECT pg_reload_conf()");
    await sleep(200);
  }

  /** Calls a function of the server on each of our connections that waits for the standby. */
  async function endWaits(how: "pg_cancel_backend" | "pg_terminate_backend"): Promise<number> {
    const waiting = `FROM pg_stat_activity WHERE application_name = 'jeton' AND wait_event = 'SyncRep'`;
    for (const deadline = Date.now() + 6000; Date.now() < deadline; await sleep(20)) {
      const { rowCount } = await server.query(url, `SELECT ${how}(pid) ${waiting}`);
      if (rowCount !== null && rowCount > 0) return rowCount;
    }
    return 0;
  }

  test.each(["pg_cancel_backend", "pg_terminate_backend"] as const)(
    "is answered 503 outcome-unknown after %s, and its code is spent",
    async (how) => {
      const passcode = holder.passcode();
      const answering = holder.present(node, passcode);
      expect(await endWaits(how)).toBe(1);
      const answer = await answering;
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toMatch(/^[0-9]+$/);
      expect(await answer.json()).toMatchObject({ status: 503, code: "outcome-unknown" });
      await standbyIs("");
      const { audit } = (await node.ports.store.load(holder.serial))?.record ?? {};
      expect(await holder.answer(node, passcode)).toBe("refused");
      // Counted once: the attempt itself was stored, and nothing was repeated.
      const after = (await node.ports.store.load(holder.serial))?.record.audit;
      expect(after?.count).toBe((audit?.count ?? 0) + 1);
      holder.waitForNextCode(2);
      expect(await holder.answer(node, holder.passcode())).toBe("accepted");
    },
  );
});
