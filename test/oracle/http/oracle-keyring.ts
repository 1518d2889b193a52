import { createKeyring, type Keyring } from "@jeton/core";

/** What the measured server and the one who prepares its keys agree on. It protects nothing. */
export const oracleKeyring: Keyring = createKeyring([new Uint8Array(32).fill(0x55)]);

/** The header by which a request asks the server to wait, in ms: what must be found as a difference. */
export const delayHeader = "x-oracle-delay";
