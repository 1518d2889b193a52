import { openPostgresStore } from "@jeton/store";
import {
  documentStoreContract,
  durableKeyStoreContract,
  keyStoreAnchorContract,
  keyStoreContract,
  keyStoreReplaceContract,
  keyStoreTogetherContract,
} from "@jeton/store/contracts";
import { afterAll, beforeAll } from "vitest";
import { anyKeyRecord } from "../arbitraries/key-record.ts";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";

describeWith(postgres, "openPostgresStore()", (path) => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    // Nothing here is about crashes.
    server = await startPostgres(path, { fsync: "off", full_page_writes: "off" });
    url = await server.createDatabase();
  });
  afterAll(() => server.remove());

  // Much sooner done than a database for each test.
  const empty = () => server.query(url, "DROP SCHEMA IF EXISTS jeton CASCADE");
  const openFresh = async () => {
    await empty();
    return openPostgresStore(url);
  };

  keyStoreContract("postgres", openFresh, anyKeyRecord);
  keyStoreReplaceContract("postgres", openFresh);
  keyStoreTogetherContract("postgres", openFresh);
  keyStoreAnchorContract("postgres", openFresh);
  documentStoreContract("postgres", openFresh);
  durableKeyStoreContract("postgres", async () => {
    await empty();
    return { connect: () => openPostgresStore(url), remove: () => {} };
  });

  // Where everything is undone that could have seen another order of others' changes.
  keyStoreTogetherContract("postgres, serializable", async () => {
    await empty();
    return openPostgresStore(`${url}?options=-c%20default_transaction_isolation%3Dserializable`);
  });
});
