import { openMemoryStore } from "@jeton/store";
import { keyStoreContract } from "./key-store-contract.ts";
import { keyStoreReplaceContract } from "./key-store-replace-contract.ts";

keyStoreContract("memory", openMemoryStore);
keyStoreReplaceContract("memory", openMemoryStore);
