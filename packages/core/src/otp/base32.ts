import { inWords, requireText } from "../base/foreign.ts";
import { isBytes } from "../codes/seed-bytes.ts";

// RFC 4648 §6.
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * Returns the bytes in base32 (RFC 4648 §6), upper case and without padding, as `otpauth://` wants it.
 * @throws TypeError for what is no bytes.
 */
export function encodeBase32(bytes: Uint8Array): string {
  if (!isBytes(bytes)) {
    throw new TypeError(`Cannot write base32: found ${inWords(bytes)}, expected bytes`);
  }
  let text = "";
  let held = 0;
  let heldBits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (heldBits += 8; heldBits >= 5; heldBits -= 5) {
      text += alphabet.charAt((held >> (heldBits - 5)) & 31);
    }
  }
  return heldBits === 0 ? text : text + alphabet.charAt((held << (5 - heldBits)) & 31);
}

/**
 * Returns the bytes of a base32 text (RFC 4648 §6). As people copy secrets, either case, blanks and
 * dashes between the characters and absent padding are read, and last bits that make no byte are
 * dropped.
 * @throws RangeError, which does not repeat the text, for any other character, padding that does not
 * fill up to 8 and lengths that no bytes have; TypeError for what is no text.
 */
export function decodeBase32(text: string): Uint8Array {
  requireText("read base32", text);
  const [, digits, padding] = /^([A-Z2-7]*)(=*)$/i.exec(text.replace(/[\s-]/g, "")) ?? [];
  const isWhole =
    digits !== undefined &&
    // 1, 3 or 6 characters beyond a group of 8 leave five bits or more.
    (digits.length * 5) % 8 < 5 &&
    (padding === "" || ((digits + padding).length % 8 === 0 && (padding?.length ?? 0) < 7));
  if (!isWhole) {
    throw new RangeError(`Cannot read base32: found ${text.length} characters that are none`);
  }
  const bytes = new Uint8Array((digits.length * 5) >> 3);
  let held = 0;
  let heldBits = 0;
  let at = 0;
  for (const digit of digits.toUpperCase()) {
    held = ((held << 5) | alphabet.indexOf(digit)) & 0xfff;
    heldBits += 5;
    if (heldBits < 8) continue;
    heldBits -= 8;
    bytes[at] = held >> heldBits;
    at += 1;
  }
  return bytes;
}
