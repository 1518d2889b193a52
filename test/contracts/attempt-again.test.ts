import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { etcd, startEtcd } from "../support/etcd.ts";
import {
  type InstalledHolder,
  installedHolder,
  type ServiceNode,
} from "../support/installed-holder.ts";
import { describeWith } from "../support/needs.ts";
import { pgbouncer, startPooler } from "../support/pgbouncer.ts";
import { postgres, startPostgres } from "../support/postgres.ts";
import { makeStoreDirectory } from "./store-directory.ts";

// Goal: law 11 on every store that nodes share: an attempt that is sent again gets its one answer from any
// node, also when the store went away in between.
// Method: two nodes of the real service on one store; copies at once, later, with other content.

type Place = {
  readonly store: string;
  /** Ends the store's server as a crash does, and starts it; null when it has none. */
  readonly restart: (() => Promise<void>) | null;
  readonly remove: () => Promise<void> | void;
};

function attemptContract(name: string, open: () => Promise<Place>): void {
  describe(`an attempt that is sent again: ${name}`, () => {
    let place: Place;
    let holder: InstalledHolder;
    let nodes: readonly [ServiceNode, ServiceNode];

    beforeEach(async () => {
      place = await open();
      holder = installedHolder();
      const first = await holder.openNode(place.store);
      await holder.commission(first);
      nodes = [first, await holder.openNode(place.store)];
    });
    afterEach(async () => {
      await holder.remove();
      await place.remove();
    });

    const send = async (node: 0 | 1, passcode: string, id?: string) =>
      (await holder.present(nodes[node], passcode, id)).text();
    const events = async () =>
      (await nodes[0].ports.store.events(holder.serial, { afterSequence: 0, limit: 100 })).length;

    test("is decided and counted once, of copies at once and later", async () => {
      const before = await events();
      const passcode = holder.passcode();
      const copies = Array.from({ length: 8 }, (_, n) =>
        send(n % 2 === 0 ? 0 : 1, passcode, "at-once-1"),
      );
      const [first = "", ...others] = await Promise.all(copies);
      expect(JSON.parse(first)).toMatchObject({ result: "accepted" });
      expect(new Set(others)).toEqual(new Set([first]));
      expect(await send(1, passcode, "at-once-1")).toBe(first);
      expect(await events()).toBe(before + 1);
    });

    test("is refused with another id, with none, and with other content", async () => {
      const passcode = holder.passcode();
      const first = await send(0, passcode, "attempt-1");
      expect(JSON.parse(first)).toMatchObject({ result: "accepted" });
      for (const id of ["attempt-2", undefined]) {
        expect(await send(1, passcode, id)).toContain("refused");
      }
      expect(await send(1, "4071000000", "attempt-1")).toContain("refused");
      expect(await send(1, passcode, "attempt-1")).toBe(first);
    });

    test("gets its answer again when the store's server crashed in between", async () => {
      const passcode = holder.passcode();
      const first = await send(0, passcode, "attempt-1");
      expect(JSON.parse(first)).toMatchObject({ result: "accepted" });
      await place.restart?.();
      await expect.poll(() => send(1, passcode, "attempt-1"), { timeout: 20_000 }).toBe(first);
      expect(await send(0, passcode, "attempt-2")).toContain("refused");
    });
  });
}

attemptContract("sqlite", async () => {
  const directory = makeStoreDirectory();
  return { store: directory.file, restart: null, remove: directory.remove };
});

describeWith(postgres, "on a server", (path) => {
  async function openPostgres(): Promise<
    Place & { readonly server: Awaited<ReturnType<typeof startPostgres>> }
  > {
    const server = await startPostgres(path);
    async function restart(): Promise<void> {
      await server.crash();
      await server.start();
    }
    return { server, store: await server.createDatabase(), restart, remove: server.remove };
  }

  attemptContract("postgres", openPostgres);
  describeWith(pgbouncer, "through a pooler", (poolerPath) => {
    attemptContract("pooled postgres", async () => {
      const { server, store, restart } = await openPostgres();
      const pooler = await startPooler(poolerPath, server);
      return {
        ...{ store: `${pooler.through(store)}?pooler=transaction`, restart },
        async remove() {
          await pooler.remove();
          await server.remove();
        },
      };
    });
  });
});

describeWith(etcd, "on a cluster", (path) => {
  attemptContract("etcd", async () => {
    const server = await startEtcd(path);
    async function restart(): Promise<void> {
      await server.crash();
      await server.start();
    }
    return { store: server.freshUrl(), restart, remove: server.remove };
  });
});
