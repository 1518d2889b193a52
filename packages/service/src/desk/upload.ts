import { createCipheriv, createDecipheriv, createHash, hkdfSync } from "node:crypto";
import { hasEndedBy, type Keyring, unixMilliseconds } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";

/** Bytes of a file that the desk takes; larger ones are for the command. */
export const uploadBytesMax: number = 8 * 1024 * 1024;
/** So long a file waits between its preview and the word to go on. */
const waitMilliseconds = 10 * 60_000;

/** A file with what was said of it, between its preview and the act. */
export type Upload = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The form's other fields, a password among them. */
  readonly fields: ReadonlyMap<string, string>;
};

const kind = "desk-upload";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Keeps the file for the browser of this token, and returns its id. It may hold seeds, so that it
 * is sealed (AES-256-GCM, bound to id and browser) with a key that is not in the database.
 */
export async function keepUpload(ports: Ports, token: string, upload: Upload): Promise<string> {
  const id = Buffer.from(ports.random(16)).toString("hex");
  const plain = Buffer.from(
    JSON.stringify([
      upload.name,
      Buffer.from(upload.bytes).toString("base64"),
      Object.fromEntries(upload.fields),
    ]),
  );
  const nonce = ports.random(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", uploadKey(ports.keyring.active.keys.session), nonce);
  cipher.setAAD(placeOf(id, token));
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  plain.fill(0);
  const body = JSON.stringify(sealed.toString("base64"));
  const expiresAt = unixMilliseconds(ports.clock() + waitMilliseconds);
  await ports.documents.put(kind, id, 0, { body, expiresAt });
  return id;
}

/** Returns the file and forgets it; null when it is gone, too old, or another browser's. */
export async function takeUpload(ports: Ports, token: string, id: string): Promise<Upload | null> {
  if (!/^[0-9a-f]{32}$/u.test(id)) return null;
  const stored = await ports.documents.load(kind, id);
  if (stored === null || stored.expiresAt === null) return null;
  const end = { expiresAt: stored.expiresAt, millisecondsMax: waitMilliseconds };
  if (hasEndedBy(end, ports.clock())) return null;
  const sealed = Buffer.from(String(JSON.parse(stored.body)), "base64");
  const plain = opened(ports.keyring, sealed, placeOf(id, token));
  if (plain === null) return null;
  // Only one of two requests at once may go on.
  if (!(await ports.documents.remove(kind, id, stored.revision))) return null;
  const [name, base64, fields] = JSON.parse(plain.toString()) as [
    string,
    string,
    Record<string, string>,
  ];
  plain.fill(0);
  const bytes = new Uint8Array(Buffer.from(base64, "base64"));
  return { name, bytes, fields: new Map(Object.entries(fields)) };
}

function opened(keyring: Keyring, sealed: Buffer, place: Buffer): Buffer | null {
  const nonce = sealed.subarray(0, nonceBytes);
  const text = sealed.subarray(nonceBytes, -tagBytes);
  for (const { keys } of keyring.all) {
    const decipher = createDecipheriv("aes-256-gcm", uploadKey(keys.session), nonce);
    decipher.setAAD(place).setAuthTag(sealed.subarray(-tagBytes));
    try {
      return Buffer.concat([decipher.update(text), decipher.final()]);
    } catch {
      // Sealed with another master key, or for another browser.
    }
  }
  return null;
}

function uploadKey(sessionKey: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", sessionKey, "", "jeton/v1/desk-upload", 32));
}

function placeOf(id: string, token: string): Buffer {
  return createHash("sha256").update(`${id}\n${token}`).digest();
}
