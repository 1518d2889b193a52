import { openPostgresStore } from "@jeton/store";
import { afterAll, beforeAll } from "vitest";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";
import { documentStoreContract } from "./document-store-contract.ts";
import { durableKeyStoreContract } from "./durable-key-store-contract.ts";
import { keyStoreAnchorContract } from "./key-store-anchor-contract.ts";
import { keyStoreContract } from "./key-store-contract.ts";
import { keyStoreReplaceContract } from "./key-store-replace-contract.ts";
import { keyStoreTogetherContract } from "./key-store-together-contract.ts";

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

  keyStoreContract("postgres", openFresh);
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
