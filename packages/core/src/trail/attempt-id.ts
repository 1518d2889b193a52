import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { KeyedName } from "../seals/keyed-name.ts";
import type { DerivedKeys, Keyring } from "../seals/keyring.ts";

/** How an attempt is known again when it is sent again (law 11). */
export type AttemptId = {
  /** Who gives the id, such as an API token: ids of two callers never meet. */
  readonly caller: string;
  /** What the caller gave. */
  readonly id: string;
};

/** An attempt with an id. */
export type NamedAttempt = AttemptId & {
  /** Whose attempt it is: an identifier, a serial number or a commissioning. */
  readonly subject: string;
  /** All that must be the same when it is sent again, the PASSCODE first of all. */
  readonly content: readonly (string | null)[];
};

/**
 * What one master key makes of an attempt with an id. Nothing can be tried on `content` without the id,
 * which the record does not hold, whoever has the master key.
 */
export type AttemptMark = {
  /** The same for the same caller, subject and id. */
  readonly name: KeyedName;
  /** The same for the same content besides: 128 bits of an HMAC-SHA-256, in hex. */
  readonly content: string;
  /** From it comes what is random in the answer; see `attemptBytes`. */
  readonly secret: string;
};

/** Returns the marks of an attempt under each master key; the active one's is the first. */
export function markAttempt(keyring: Keyring, named: NamedAttempt): readonly AttemptMark[] {
  const others = keyring.all.filter(({ id }) => id !== keyring.active.id);
  return [keyring.active, ...others].map((keys) => markUnder(keys, named));
}

function markUnder(keys: DerivedKeys, named: NamedAttempt): AttemptMark {
  const { caller, id, subject, content } = named;
  const of = (label: string, ...parts: readonly unknown[]) =>
    digest(keys.keys.attempt, [label, caller, subject, id, ...parts]);
  return {
    name: `${keys.id}.${of("name").slice(0, 32)}`,
    content: of("content", content).slice(0, 32),
    secret: of("secret", content),
  };
}

/**
 * Returns bytes that look random to everyone else and are the same whenever the attempt is answered, on
 * any node: at most 32. Different labels give different bytes. What serves as a nonce must have all that is
 * sealed under it in its label.
 */
export function attemptBytes(
  { secret }: AttemptMark,
  count: number,
  label: readonly string[],
): Uint8Array {
  return hexToBytes(digest(hexToBytes(secret), label)).subarray(0, count);
}

/** Returns the flow value of a client that gives an id and no flow: the same each time it asks, in hex. */
export function attemptFlow(keyring: Keyring, { caller, id }: AttemptId): string {
  return digest(keyring.active.keys.attempt, ["flow", caller, id]).slice(0, 32);
}

function digest(key: Uint8Array, content: readonly unknown[]): string {
  return bytesToHex(
    hmac(sha256, key, utf8ToBytes(JSON.stringify(["jeton-attempt", 1, ...content]))),
  );
}
