import { createCipheriv, createDecipheriv, createHash, hkdfSync } from "node:crypto";
import type { Keyring } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";

/** What is sealed: it can be opened as nothing else, under no other id, and for no other browser. */
export type SealedPlace = {
  readonly kind: "desk-upload" | "kept-page";
  readonly id: string;
  /** What only the browser has. */
  readonly token: string;
};

const nonceBytes = 12;
const tagBytes = 16;

/** Returns the bytes sealed (AES-256-GCM) with a key that is not in the database, in base64. */
export function sealForBrowser(
  { random, keyring }: Pick<Ports, "random" | "keyring">,
  place: SealedPlace,
  plain: Uint8Array,
): string {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", keyOf(keyring.active.keys.session, place), nonce);
  cipher.setAAD(boundTo(place));
  const sealed = [nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(sealed).toString("base64");
}

/** Returns what was sealed for this place; null for what was not, or with a master key that is gone. */
export function openForBrowser(
  keyring: Keyring,
  place: SealedPlace,
  base64: string,
): Buffer | null {
  const sealed = Buffer.from(base64, "base64");
  const nonce = sealed.subarray(0, nonceBytes);
  const text = sealed.subarray(nonceBytes, -tagBytes);
  for (const { keys } of keyring.all) {
    const decipher = createDecipheriv("aes-256-gcm", keyOf(keys.session, place), nonce);
    decipher.setAAD(boundTo(place)).setAuthTag(sealed.subarray(-tagBytes));
    try {
      return Buffer.concat([decipher.update(text), decipher.final()]);
    } catch {
      // Sealed with another master key, or for another browser.
    }
  }
  return null;
}

function keyOf(sessionKey: Uint8Array, { kind }: SealedPlace): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", sessionKey, "", `jeton/v1/${kind}`, 32));
}

function boundTo({ id, token }: SealedPlace): Buffer {
  return createHash("sha256").update(`${id}\n${token}`).digest();
}
