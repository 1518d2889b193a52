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
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anyKeyRecord } from "../arbitraries/key-record.ts";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";
import { unpackPostgres18 } from "../support/postgres-18.ts";

/** How a server differs from one that is used by its owner. */
type Difference = { readonly hasLanguage?: false; readonly asPlainRole?: true };

function postgresContracts(name: string, path: () => string, difference: Difference = {}): void {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    // Nothing here is about crashes.
    server = await startPostgres(path(), { fsync: "off", full_page_writes: "off" });
    url = await server.createDatabase();
    if (difference.hasLanguage === false) await server.query(url, "DROP EXTENSION plpgsql");
    if (difference.asPlainRole) url = await withPlainRole(server, url);
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
  keyStoreSecondKeyContract(name, openFresh);
  keyStoreTogetherContract(name, openFresh);
  keyStoreAnchorContract(name, openFresh);
  documentStoreContract(name, openFresh);
  holderDirectoryContract(name, openFresh);
  provisionedUsersContract(name, openFresh);
  durableKeyStoreContract(name, async () => {
    await empty();
    return { connect: () => openPostgresStore(url), remove: () => {} };
  });

  // The server's default does not matter: every session sets its own.
  keyStoreTogetherContract(`${name}, serializable`, async () => {
    await empty();
    return openPostgresStore(`${url}?options=-c%20default_transaction_isolation%3Dserializable`);
  });

  test("server and role are those that were asked for", async () => {
    const { rows } = await server.query(
      url,
      "SELECT current_setting('server_version') AS version, rolsuper FROM pg_roles WHERE rolname = current_user",
    );
    const [row] = rows;
    expect(`postgres ${row?.version}`).toMatch(
      name.startsWith("postgres 18") ? /^postgres 18/ : /^/,
    );
    expect(row?.rolsuper).toBe(!difference.asPlainRole);
  });
}

describeWith(postgres, "openPostgresStore()", (path) => postgresContracts("postgres", () => path));
describeWith(postgres, "openPostgresStore() where there is no PL/pgSQL", (path) =>
  postgresContracts("postgres without triggers", () => path, { hasLanguage: false }),
);

/** Returns the URL of the same database for a role that may make a schema of its own there, and no more. */
async function withPlainRole(server: PostgresServer, url: string): Promise<string> {
  const plain = new URL(url);
  const database = plain.pathname.slice(1);
  await server.query(
    url,
    `CREATE ROLE plain LOGIN; GRANT CREATE ON DATABASE "${database}" TO plain`,
  );
  plain.username = "plain";
  return plain.href;
}

const unpacked = unpackPostgres18();
describe.skipIf(unpacked === null && process.env.CI !== "true")("openPostgresStore()", () => {
  afterAll(() => unpacked?.remove());
  const path = (): string => {
    if (unpacked === null) throw new Error("Cannot test on PostgreSQL 18: npm has none installed");
    return unpacked.path;
  };
  postgresContracts("postgres 18, as a plain role", path, { asPlainRole: true });
});
