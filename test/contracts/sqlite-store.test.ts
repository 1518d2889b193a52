import { openSqliteStore } from "@jeton/store";
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
import { afterAll } from "vitest";
import { anyKeyRecord } from "../arbitraries/key-record.ts";
import { makeStoreDirectory, type StoreDirectory } from "./store-directory.ts";

const directories: StoreDirectory[] = [];
afterAll(() => {
  for (const directory of directories) directory.remove();
});

function openFresh() {
  const directory = makeStoreDirectory();
  directories.push(directory);
  return openSqliteStore(directory.file);
}

keyStoreContract("sqlite", openFresh, anyKeyRecord);
keyStoreReplaceContract("sqlite", openFresh);
keyStoreSecondKeyContract("sqlite", openFresh);
keyStoreTogetherContract("sqlite", openFresh);
keyStoreAnchorContract("sqlite", openFresh);
documentStoreContract("sqlite", openFresh);
holderDirectoryContract("sqlite", openFresh);
provisionedUsersContract("sqlite", openFresh);
durableKeyStoreContract("sqlite", () => {
  const { file, remove } = makeStoreDirectory();
  return { connect: () => openSqliteStore(file), remove };
});
