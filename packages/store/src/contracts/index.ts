// What every store must do, as suites for Vitest. docs/guides/write-a-store.md shows their use.
export { documentStoreContract, type OpenDocuments } from "./document-store-contract.ts";
export { type DurablePlace, durableKeyStoreContract } from "./durable-key-store-contract.ts";
export { holderDirectoryContract } from "./holder-directory-contract.ts";
export { changed, guessed, plainKey } from "./key-changes.ts";
export { keyStoreAnchorContract } from "./key-store-anchor-contract.ts";
export { keyStoreContract } from "./key-store-contract.ts";
export { keyStoreReplaceContract } from "./key-store-replace-contract.ts";
export { keyStoreSecondKeyContract } from "./key-store-second-key-contract.ts";
export { keyStoreTogetherContract } from "./key-store-together-contract.ts";
export { provisionedUsersContract } from "./provisioned-users-contract.ts";
