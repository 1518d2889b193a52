import { openPostgresStore } from "@jeton/store";
import {
  documentStoreContract,
  durableKeyStoreContract,
  holderDirectoryContract,
  keyStoreAnchorContract,
  keyStoreContract,
  keyStoreReplaceContract,
  keyStoreSecondKeyContract,
  keyStoreTogetherContract,
  provisionedUsersContract,
} from "@jeton/store/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anyKeyRecord } from "../arbitraries/key-record.ts";
import { describeWith } from "../support/needs.ts";
import { type Pooler, pgbouncer, startPooler } from "../support/pgbouncer.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";

// Goal: a pooler that gives each transaction another session changes nothing.
// Method: all contracts through Debian's PgBouncer in transaction mode, whose version keeps no prepared
// statements there, with fewer sessions than a node has connections.

describeWith(postgres, "openPostgresStore() through a pooler", (path) => {
  describeWith(pgbouncer, "in transaction mode", (poolerPath) => {
    let server: PostgresServer;
    let pooler: Pooler;
    let direct: string;
    let plain: string;
    let url: string;
    beforeAll(async () => {
      server = await startPostgres(path, { fsync: "off", full_page_writes: "off" });
      pooler = await startPooler(poolerPath, server);
      direct = await server.createDatabase();
      plain = pooler.through(direct);
      url = `${plain}?pooler=transaction`;
    });
    afterAll(async () => {
      await pooler.remove();
      await server.remove();
    });

    const empty = () => server.query(direct, "DROP SCHEMA IF EXISTS jeton CASCADE");
    const openFresh = async () => {
      await empty();
      return openPostgresStore(url);
    };

    keyStoreContract("pooled postgres", openFresh, anyKeyRecord);
    keyStoreReplaceContract("pooled postgres", openFresh);
    keyStoreSecondKeyContract("pooled postgres", openFresh);
    keyStoreTogetherContract("pooled postgres", openFresh);
    keyStoreAnchorContract("pooled postgres", openFresh);
    documentStoreContract("pooled postgres", openFresh);
    holderDirectoryContract("pooled postgres", openFresh);
    provisionedUsersContract("pooled postgres", openFresh);
    durableKeyStoreContract("pooled postgres", async () => {
      await empty();
      return { connect: () => openPostgresStore(url), remove: () => {} };
    });

    test("tells the cure where the URL does not say that there is a pooler", async () => {
      await expect(openPostgresStore(plain)).rejects.toMatchObject({
        code: "STORE_UNUSABLE",
        message: expect.stringContaining("add ?pooler=transaction to the store's URL"),
      });
    });

    test("refuses a mode that it does not know", async () => {
      await expect(openPostgresStore(`${plain}?pooler=statement`)).rejects.toMatchObject({
        message: expect.stringContaining("?pooler may be transaction only"),
      });
    });

    test.each([
      [
        "strict",
        "default_transaction_isolation",
        "serializable",
        "transactions are serializable by default",
      ],
      ["silent", "client_min_messages", "error", "warnings are hidden"],
    ])(
      "refuses the role %s whose %s is %s, which no session may change",
      async (role, name, value, found) => {
        await empty();
        await server.query(
          direct,
          `CREATE ROLE ${role} LOGIN SUPERUSER; ALTER ROLE ${role} SET ${name} = '${value}'`,
        );
        await expect(openPostgresStore(url.replace("owner@", `${role}@`))).rejects.toMatchObject({
          code: "STORE_UNUSABLE",
          message: expect.stringContaining(found),
        });
      },
    );
  });
});
