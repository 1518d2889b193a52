import { openMemoryStore } from "@jeton/store";
import { documentStoreContract } from "./document-store-contract.ts";
import { keyStoreContract } from "./key-store-contract.ts";
import { keyStoreReplaceContract } from "./key-store-replace-contract.ts";

keyStoreContract("memory", openMemoryStore);
keyStoreReplaceContract("memory", openMemoryStore);
documentStoreContract("memory", openMemoryStore);
