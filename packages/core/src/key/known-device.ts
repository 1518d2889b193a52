import { bytesToUtf8 } from "@noble/ciphers/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { OtpError } from "../base/otp-error.ts";
import type { Keyring } from "../seals/keyring.ts";
import { type SealPlace, seal, unseal } from "../seals/seal.ts";
import type { KeyRecord } from "./key-record.ts";

/** A browser or client in which this holder has logged in with this key. */
export type KnownDevice = {
  readonly serial: string;
  /** "" for a key that is nobody's by an identifier, as those of the staff are. */
  readonly holder: string;
  /** The salt of the PIN with which it logged in: with another PIN it is known no longer. */
  readonly pinSalt: string;
  /** 64 hex digits. */
  readonly id: string;
};

// No serial has a blank: what is sealed here can be no token of a commissioning, nor a key's.
const place: SealPlace = { purpose: "transaction", serial: "known device" };

/**
 * Returns the device's token, as it is given out after a log-in and only then. `nonce` must be 24 fresh
 * random bytes.
 */
export function sealDevice(keyring: Keyring, device: KnownDevice, nonce: Uint8Array): string {
  const { serial, holder, pinSalt, id } = device;
  const plain = utf8ToBytes(JSON.stringify([serial, holder, pinSalt, id]));
  return seal(keyring, place, { plain, nonce });
}

/** Returns the device of a token, or null for a text that is no such token. */
export function openDevice(keyring: Keyring, token: string): KnownDevice | null {
  try {
    const { plain } = unseal(keyring, place, token);
    const fields: [string, string, string, string] = JSON.parse(bytesToUtf8(plain));
    const [serial, holder, pinSalt, id] = fields;
    return { serial, holder, pinSalt, id };
  } catch (error) {
    if (error instanceof OtpError) return null;
    throw error;
  }
}

/** Returns whether the device was made known by a log-in with this key by its present holder and PIN. */
export function isDeviceOf(device: KnownDevice, record: KeyRecord): boolean {
  const { serial, holder, pinSalt } = device;
  if (serial !== record.serial || holder !== (record.holder ?? "")) return false;
  return pinSalt === pinSaltOf(record);
}

/** Returns the salt of the key's PIN; null for a key that has none in force. */
export function pinSaltOf({ state }: KeyRecord): string | null {
  return state.kind === "in-service" ? state.pin.salt : null;
}

/** Returns the hash of a client's flow value, or of a device's random bytes: what the record keeps. */
export function clientHash(value: string): string {
  return bytesToHex(sha256(utf8ToBytes(value)));
}
