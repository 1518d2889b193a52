import { OtpError, requireSeals } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { soundOrNull } from "../ports/sound-or-null.ts";

/**
 * Returns whether the keyring was seen to open the seals of the named key, which may be missing or
 * damaged. Throws OtpError MASTER_KEY_UNUSABLE when it does not open them.
 */
export async function checkKeyring(
  ports: Pick<Ports, "store" | "keyring">,
  serial: string,
  store: string,
): Promise<boolean> {
  const stored = await soundOrNull(ports.store.load(serial));
  if (stored === null) return false;
  try {
    requireSeals(ports.keyring, stored.record);
    return true;
  } catch (cause) {
    if (!(cause instanceof OtpError)) throw cause;
    throw new OtpError(
      "MASTER_KEY_UNUSABLE",
      `Cannot use this master key with ${store}: ${cause.message}; put back the master key of this store, nothing was changed`,
      cause,
    );
  }
}
