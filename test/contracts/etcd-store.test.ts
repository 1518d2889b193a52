import { openEtcdStore } from "@jeton/store";
import { afterAll, beforeAll } from "vitest";
import { type EtcdServer, etcd, startEtcd } from "../support/etcd.ts";
import { describeWith } from "../support/needs.ts";
import { documentStoreContract } from "./document-store-contract.ts";
import { durableKeyStoreContract } from "./durable-key-store-contract.ts";
import { keyStoreAnchorContract } from "./key-store-anchor-contract.ts";
import { keyStoreContract } from "./key-store-contract.ts";
import { keyStoreReplaceContract } from "./key-store-replace-contract.ts";
import { keyStoreTogetherContract } from "./key-store-together-contract.ts";

describeWith(etcd, "openEtcdStore()", (path) => {
  let server: EtcdServer;
  beforeAll(async () => {
    server = await startEtcd(path);
  });
  afterAll(() => server.remove());

  const openFresh = () => openEtcdStore(server.freshUrl());

  keyStoreContract("etcd", openFresh);
  keyStoreReplaceContract("etcd", openFresh);
  keyStoreTogetherContract("etcd", openFresh);
  keyStoreAnchorContract("etcd", openFresh);
  documentStoreContract("etcd", openFresh);
  durableKeyStoreContract("etcd", () => {
    const url = server.freshUrl();
    return { connect: () => openEtcdStore(url), remove: () => {} };
  });
});
