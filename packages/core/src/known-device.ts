import { bytesToUtf8 } from "@noble/ciphers/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { KeyRecord } from "./key-record.ts";
import type { Keyring } from "./keyring.ts";
import { OtpError } from "./otp-error.ts";
import { type SealPlace, seal, unseal } from "./seal.ts";

/** A browser or client in which this holder has logged in with this key. */
export type KnownDevice = {
  readonly serial: string;
  readonly holder: string;
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
  const { serial, holder, id } = device;
  return seal(keyring, place, { plain: utf8ToBytes(JSON.stringify([serial, holder, id])), nonce });
}

/** Returns the device of a token, or null for a text that is no such token. */
export function openDevice(keyring: Keyring, token: string): KnownDevice | null {
  try {
    const { plain } = unseal(keyring, place, token);
    const [serial, holder, id]: [string, string, string] = JSON.parse(bytesToUtf8(plain));
    return { serial, holder, id };
  } catch (error) {
    if (error instanceof OtpError) return null;
    throw error;
  }
}

/** Returns whether the device was made known by a log-in with this key by its present holder. */
export function isDeviceOf(device: KnownDevice, record: KeyRecord): boolean {
  return device.serial === record.serial && device.holder === record.holder;
}

/** Returns the hash of a client's flow value, or of a device's random bytes: what the record keeps. */
export function clientHash(value: string): string {
  return bytesToHex(sha256(utf8ToBytes(value)));
}
