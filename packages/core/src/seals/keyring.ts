import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { OtpError } from "../base/otp-error.ts";

/** What a derived key is for. A key serves one purpose only. */
export type KeyPurpose =
  | "seed"
  | "pin-seal"
  | "pin-verifier"
  | "transaction"
  | "session"
  | "checkpoint"
  | "dialogue"
  | "record"
  | "name"
  | "attempt"
  | "directory";

/** The keys derived from one master key. */
export type DerivedKeys = {
  /** Names the master key in each seal; tells nothing about it. */
  readonly id: string;
  readonly keys: Readonly<Record<KeyPurpose, Uint8Array>>;
};

/** Master keys in use: the active one seals, all of them open. */
export type Keyring = {
  readonly active: DerivedKeys;
  readonly all: readonly DerivedKeys[];
};

export const masterKeyBytes = 32;

/**
 * Derives the keyring (HKDF-SHA-256, RFC 5869, one info string per purpose). The first master key
 * is the active one. Throws OtpError MASTER_KEY_UNUSABLE when there is none or one is not 32 bytes.
 */
export function createKeyring(masterKeys: readonly Uint8Array[]): Keyring {
  const all = masterKeys.map(deriveKeys);
  const [active] = all;
  if (active === undefined) {
    throw new OtpError("MASTER_KEY_UNUSABLE", "Cannot make a keyring: found no master key");
  }
  return { active, all };
}

function deriveKeys(masterKey: Uint8Array): DerivedKeys {
  if (masterKey.length !== masterKeyBytes) {
    throw new OtpError(
      "MASTER_KEY_UNUSABLE",
      `Cannot use a master key: found ${masterKey.length} bytes, expected ${masterKeyBytes}`,
    );
  }
  const derive = (label: string, bytes: number) =>
    hkdf(sha256, masterKey, undefined, utf8ToBytes(`jeton/v1/${label}`), bytes);
  return {
    id: bytesToHex(derive("id", 4)),
    keys: {
      seed: derive("seed", 32),
      "pin-seal": derive("pin-seal", 32),
      "pin-verifier": derive("pin-verifier", 32),
      transaction: derive("transaction", 32),
      session: derive("session", 32),
      checkpoint: derive("checkpoint", 32),
      dialogue: derive("dialogue", 32),
      record: derive("record", 32),
      name: derive("name", 32),
      attempt: derive("attempt", 32),
      directory: derive("directory", 32),
    },
  };
}
