import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { equalBytes } from "../base/equal-bytes.ts";
import type { DerivedKeys, Keyring } from "../seals/keyring.ts";
import type { SignatureFinding } from "../seals/signature.ts";
import type { KeyRecord } from "./key-record.ts";
import type { StoredKey } from "./key-store.ts";
import { encodeRecord } from "./stored-record.ts";

/** `KEYID.HEX`: the master key from which the sealing key was derived, and an HMAC-SHA-256. */
export type Mac = string;

/** The form of a `Mac`. */
export const macForm: RegExp = /^([0-9a-f]{8})\.([0-9a-f]{64})$/;

/**
 * Returns the record with the MAC under which it is stored at `revision`, made with the keyring's
 * active key. The MAC covers every field and the revision: an edited field, a record of another
 * key, and an old record under a new revision do not pass. An old record put back together with
 * its old revision does; the trail of events finds that one. Throws RangeError for a record that
 * could not be read again.
 */
export function sealRecord(keyring: Keyring, record: KeyRecord, revision: number): KeyRecord {
  const mac = macOf(keyring.active, recordContent(record, revision));
  return { ...record, mac };
}

/** Checks that the record is as it was sealed for its revision. */
export function checkRecordSeal(keyring: Keyring, { record, revision }: StoredKey): RecordFinding {
  if (record.mac === "") return "unsealed";
  return checkMac(keyring, record.mac, recordContent(record, revision));
}

/** "unsealed": never sealed, as records were before there were MACs. */
export type RecordFinding = SignatureFinding | "unsealed";

/** Returns the MAC of a content under the keys of one master key. */
export function macOf({ id, keys }: DerivedKeys, content: readonly unknown[]): Mac {
  return `${id}.${bytesToHex(digest(keys.record, id, content))}`;
}

/** Checks the MAC of a content; "wrong" also for what has no form of a MAC. */
export function checkMac(
  keyring: Keyring,
  mac: Mac,
  content: readonly unknown[],
): SignatureFinding {
  const [, id, hex] = macForm.exec(mac) ?? [];
  if (id === undefined || hex === undefined) return "wrong";
  const found = keyring.all.find((each) => each.id === id);
  if (found === undefined) return "unknown-key";
  return equalBytes(digest(found.keys.record, id, content), hexToBytes(hex)) ? "good" : "wrong";
}

function digest(key: Uint8Array, id: string, content: readonly unknown[]): Uint8Array {
  return hmac(sha256, key, utf8ToBytes(JSON.stringify([id, ...content])));
}

function recordContent(record: KeyRecord, revision: number): readonly unknown[] {
  return ["jeton-record", 1, revision, encodeRecord({ ...record, mac: "" })];
}
