import { describe, expect, test } from "vitest";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import { etcd, startEtcd } from "../support/etcd.ts";
import { describeWith } from "../support/needs.ts";
import { postgres, startPostgres } from "../support/postgres.ts";
import { type FireReport, runFire } from "./run-fire.ts";

// Goal: laws 2, 3 and 7 hold on real databases with validators and server killed in the middle of it:
// no step is accepted twice, no burn is lost after it was answered, no count is lost.
// Method: validators present the same codes at the same time, by clocks that jump, and write down
// what they answered; one after the other is killed with SIGKILL and started again, the server is
// crashed and started again. A history checker compares their answers with one another and with
// what is stored in the end. `npm run fire` does the same for as long as one likes.

const validators = 3;

function expectSound(report: FireReport): void {
  console.log(JSON.stringify(report));
  expect(report.findings).toEqual([]);
  expect(report.validatorsKilled).toBeGreaterThan(0);
  // Else nothing was tried: on the slowest machine there are some dozens.
  expect(report.accepted).toBeGreaterThan(5);
  expect(report.burnt).toBeGreaterThan(0);
}

describe("a store under fire", () => {
  test("lets no code pass twice in SQLite", async () => {
    const directory = makeStoreDirectory();
    try {
      expectSound(
        await runFire({
          ...{ store: directory.file, server: null, directory: directory.path },
          ...{ seconds: 6, validators },
        }),
      );
    } finally {
      directory.remove();
    }
  });
});

describeWith(postgres, "a store under fire", (path) => {
  test("lets no code pass twice in PostgreSQL", async () => {
    const directory = makeStoreDirectory();
    const server = await startPostgres(path);
    try {
      const store = await server.createDatabase();
      const report = await runFire({
        ...{ store, server, directory: directory.path, seconds: 9, validators },
      });
      expectSound(report);
      expect(report.serverCrashes).toBeGreaterThan(0);
    } finally {
      await server.remove();
      directory.remove();
    }
  });
});

describeWith(etcd, "a store under fire", (path) => {
  test("lets no code pass twice in etcd", async () => {
    const directory = makeStoreDirectory();
    const server = await startEtcd(path);
    try {
      const store = server.freshUrl();
      const report = await runFire({
        ...{ store, server, directory: directory.path, seconds: 9, validators },
      });
      expectSound(report);
      expect(report.serverCrashes).toBeGreaterThan(0);
    } finally {
      await server.remove();
      directory.remove();
    }
  });
});
