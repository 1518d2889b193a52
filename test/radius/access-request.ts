import { createHash, randomBytes } from "node:crypto";
import { secret } from "./free-radius.ts";

/** The first byte of an answer (RFC 2865 §3). */
export const packetCodes = { accept: 2, reject: 3 } as const;

/** Returns an Access-Request (RFC 2865 §3, §5.2) for passwords of up to 16 bytes. */
export function accessRequest(id: number, user: string, password: string): Uint8Array {
  const authenticator = randomBytes(16);
  const pad = createHash("md5").update(secret).update(authenticator).digest();
  const plain = Buffer.alloc(16);
  plain.write(password);
  const hidden = plain.map((byte, index) => byte ^ (pad[index] ?? 0));
  const attribute = (type: number, value: Uint8Array) =>
    Buffer.concat([Buffer.from([type, value.length + 2]), value]);
  const attributes = Buffer.concat([attribute(1, Buffer.from(user)), attribute(2, hidden)]);
  const length = 20 + attributes.length;
  return Buffer.concat([
    Buffer.from([1, id, length >> 8, length & 255]),
    authenticator,
    attributes,
  ]);
}
