import { openMemoryStore } from "@jeton/store";
import {
  documentStoreContract,
  holderDirectoryContract,
  keyStoreAnchorContract,
  keyStoreContract,
  keyStoreReplaceContract,
  keyStoreSecondKeyContract,
  keyStoreTogetherContract,
  provisionedUsersContract,
} from "@jeton/store/contracts";
import { anyKeyRecord } from "../arbitraries/key-record.ts";

keyStoreContract("memory", openMemoryStore, anyKeyRecord);
keyStoreReplaceContract("memory", openMemoryStore);
keyStoreSecondKeyContract("memory", openMemoryStore);
keyStoreTogetherContract("memory", openMemoryStore);
keyStoreAnchorContract("memory", openMemoryStore);
documentStoreContract("memory", openMemoryStore);
holderDirectoryContract("memory", openMemoryStore);
provisionedUsersContract("memory", openMemoryStore);
