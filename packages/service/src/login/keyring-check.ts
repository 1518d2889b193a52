import { OtpError, requireSeals } from "@jeton/core";
import type { Ports } from "./ports.ts";

/** Throws OtpError MASTER_KEY_UNUSABLE when the keyring does not open the named key's seals. */
export async function checkKeyring(ports: Ports, serial: string, store: string): Promise<void> {
  const stored = await ports.store.load(serial);
  if (stored === null) return;
  try {
    requireSeals(ports.keyring, stored.record);
  } catch (cause) {
    if (!(cause instanceof OtpError)) throw cause;
    throw new OtpError(
      "MASTER_KEY_UNUSABLE",
      `Cannot use this master key with ${store}: ${cause.message}; put back the master key of this store, nothing was changed`,
      cause,
    );
  }
}
