import { createKeyring, type Keyring } from "@jeton/core";

/** Returns a master key that is no secret: 32 times the same byte. */
export function testMasterKey(byte: number): Uint8Array {
  return new Uint8Array(32).fill(byte);
}

/** The keyring of tests. */
export const testKeyring: Keyring = createKeyring([testMasterKey(1)]);
