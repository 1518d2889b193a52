import { openPostgresStore } from "@jeton/store";
import {
  documentStoreContract,
  durableKeyStoreContract,
  keyStoreAnchorContract,
  keyStoreContract,
  keyStoreReplaceContract,
  keyStoreTogetherContract,
} from "@jeton/store/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anyKeyRecord } from "../arbitraries/key-record.ts";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";
import { unpackPostgres18 } from "../support/postgres-18.ts";

function postgresContracts(name: string, path: () => string, hasLanguage = true): void {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    // Nothing here is about crashes.
    server = await startPostgres(path(), { fsync: "off", full_page_writes: "off" });
    url = await server.createDatabase();
    if (!hasLanguage) await server.query(url, "DROP EXTENSION plpgsql");
  });
  afterAll(() => server.remove());

  // Much sooner done than a database for each test.
  const empty = () => server.query(url, "DROP SCHEMA IF EXISTS jeton CASCADE");
  const openFresh = async () => {
    await empty();
    return openPostgresStore(url);
  };

  keyStoreContract(name, openFresh, anyKeyRecord);
  keyStoreReplaceContract(name, openFresh);
  keyStoreTogetherContract(name, openFresh);
  keyStoreAnchorContract(name, openFresh);
  documentStoreContract(name, openFresh);
  durableKeyStoreContract(name, async () => {
    await empty();
    return { connect: () => openPostgresStore(url), remove: () => {} };
  });

  // The server's default does not matter: every session sets its own.
  keyStoreTogetherContract(`${name}, serializable`, async () => {
    await empty();
    return openPostgresStore(`${url}?options=-c%20default_transaction_isolation%3Dserializable`);
  });

  test("the server is the one that was asked for", async () => {
    const { rows } = await server.query(url, "SHOW server_version");
    expect(`postgres ${rows[0]?.server_version}`).toMatch(
      name === "postgres 18" ? /^postgres 18/ : /^/,
    );
  });
}

describeWith(postgres, "openPostgresStore()", (path) => postgresContracts("postgres", () => path));
describeWith(postgres, "openPostgresStore() where there is no PL/pgSQL", (path) =>
  postgresContracts("postgres without triggers", () => path, false),
);

const unpacked = unpackPostgres18();
describe.skipIf(unpacked === null && process.env.CI !== "true")("openPostgresStore()", () => {
  afterAll(() => unpacked?.remove());
  postgresContracts("postgres 18", () => {
    if (unpacked === null) throw new Error("Cannot test on PostgreSQL 18: npm has none installed");
    return unpacked.path;
  });
});
