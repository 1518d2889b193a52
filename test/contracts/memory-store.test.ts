import { openMemoryStore } from "@jeton/store";
import { documentStoreContract } from "./document-store-contract.ts";
import { keyStoreAnchorContract } from "./key-store-anchor-contract.ts";
import { keyStoreContract } from "./key-store-contract.ts";
import { keyStoreReplaceContract } from "./key-store-replace-contract.ts";
import { keyStoreTogetherContract } from "./key-store-together-contract.ts";

keyStoreContract("memory", openMemoryStore);
keyStoreReplaceContract("memory", openMemoryStore);
keyStoreTogetherContract("memory", openMemoryStore);
keyStoreAnchorContract("memory", openMemoryStore);
documentStoreContract("memory", openMemoryStore);
