import { openEtcdStore } from "@jeton/store";
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
import { afterAll, beforeAll } from "vitest";
import { anyKeyRecord } from "../arbitraries/key-record.ts";
import { type EtcdServer, etcd, startEtcd } from "../support/etcd.ts";
import { describeWith } from "../support/needs.ts";

describeWith(etcd, "openEtcdStore()", (path) => {
  let server: EtcdServer;
  beforeAll(async () => {
    server = await startEtcd(path);
  });
  afterAll(() => server.remove());

  const openFresh = () => openEtcdStore(server.freshUrl());

  keyStoreContract("etcd", openFresh, anyKeyRecord);
  keyStoreReplaceContract("etcd", openFresh);
  keyStoreSecondKeyContract("etcd", openFresh);
  keyStoreTogetherContract("etcd", openFresh);
  keyStoreAnchorContract("etcd", openFresh);
  documentStoreContract("etcd", openFresh);
  holderDirectoryContract("etcd", openFresh);
  provisionedUsersContract("etcd", openFresh);
  durableKeyStoreContract("etcd", () => {
    const url = server.freshUrl();
    return { connect: () => openEtcdStore(url), remove: () => {} };
  });
});
