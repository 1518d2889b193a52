import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { OtpError } from "../base/otp-error.ts";
import type { DerivedKeys, KeyPurpose, Keyring } from "./keyring.ts";

/** `v1.KEYID.HEX`, where HEX is the 24-byte nonce, the ciphertext and the 16-byte tag. */
export type Sealed = string;

/** What a sealed value is and where it belongs; both are authenticated, so it cannot be moved. */
export type SealPlace = { readonly purpose: KeyPurpose; readonly serial: string };

export const sealNonceBytes = 24;

/** The form of a sealed value. */
export const sealForm: RegExp = /^v1\.([0-9a-f]{8})\.((?:[0-9a-f]{2}){40,})$/;

/** The version of a seal's form; part of what it authenticates. */
const sealVersion = 1;

/**
 * Seals `plain` with the active key (XChaCha20-Poly1305, associated data = purpose, serial and
 * version). `nonce` must be 24 fresh random bytes.
 */
export function seal(
  keyring: Keyring,
  place: SealPlace,
  secret: { readonly plain: Uint8Array; readonly nonce: Uint8Array },
): Sealed {
  const cipher = cipherFor(keyring.active, place, secret.nonce);
  const sealed = concatBytes(secret.nonce, cipher.encrypt(secret.plain));
  return `v1.${keyring.active.id}.${bytesToHex(sealed)}`;
}

/**
 * Returns what was sealed and the keys that opened it. Throws OtpError SEAL_MALFORMED,
 * SEAL_KEY_UNKNOWN (sealed with a master key that is not in the keyring) or SEAL_BROKEN (altered,
 * or moved from another record).
 */
export function unseal(
  keyring: Keyring,
  place: SealPlace,
  sealed: Sealed,
): { readonly plain: Uint8Array; readonly keys: DerivedKeys } {
  const [, id, hex] = sealForm.exec(sealed) ?? [];
  if (id === undefined || hex === undefined) {
    throw new OtpError(
      "SEAL_MALFORMED",
      `Cannot open the ${place.purpose} of ${named(place)}: not a seal`,
    );
  }
  const keys = keyring.all.find((each) => each.id === id);
  if (keys === undefined) {
    throw new OtpError(
      "SEAL_KEY_UNKNOWN",
      `Cannot open the ${place.purpose} of ${named(place)}: it is sealed with master key ${id}, the keyring has ${keyring.all.map((each) => each.id).join(", ")}`,
    );
  }
  const bytes = hexToBytes(hex);
  try {
    const cipher = cipherFor(keys, place, bytes.subarray(0, sealNonceBytes));
    return { plain: cipher.decrypt(bytes.subarray(sealNonceBytes)), keys };
  } catch (cause) {
    throw new OtpError(
      "SEAL_BROKEN",
      `Cannot open the ${place.purpose} of ${named(place)}: altered or moved from another record`,
      cause,
    );
  }
}

function cipherFor(keys: DerivedKeys, place: SealPlace, nonce: Uint8Array) {
  const associated = JSON.stringify(["jeton", sealVersion, place.purpose, place.serial]);
  return xchacha20poly1305(keys.keys[place.purpose], nonce, utf8ToBytes(associated));
}

function named(place: SealPlace): string {
  return place.serial === "" ? "this installation" : `key "${place.serial}"`;
}
