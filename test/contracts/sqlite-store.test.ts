import { openSqliteStore } from "@jeton/store";
import { afterAll } from "vitest";
import { documentStoreContract } from "./document-store-contract.ts";
import { durableKeyStoreContract } from "./durable-key-store-contract.ts";
import { keyStoreAnchorContract } from "./key-store-anchor-contract.ts";
import { keyStoreContract } from "./key-store-contract.ts";
import { keyStoreReplaceContract } from "./key-store-replace-contract.ts";
import { keyStoreTogetherContract } from "./key-store-together-contract.ts";
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

keyStoreContract("sqlite", openFresh);
keyStoreReplaceContract("sqlite", openFresh);
keyStoreTogetherContract("sqlite", openFresh);
keyStoreAnchorContract("sqlite", openFresh);
documentStoreContract("sqlite", openFresh);
durableKeyStoreContract("sqlite", () => {
  const { file, remove } = makeStoreDirectory();
  return { connect: () => openSqliteStore(file), remove };
});
