import { hexToBytes } from "@noble/hashes/utils.js";
import { requireText } from "../base/foreign.ts";
import { seedBytesMax } from "./seed-bytes.ts";

/**
 * Returns the seed written as hexadecimal digits, upper or lower case.
 * @throws RangeError, which does not repeat the text, when it is no pairs of digits or not 1 to
 * 1024 bytes; TypeError for what is no text.
 */
export function parseSeedHex(text: string): Uint8Array {
  requireText("read a seed", text);
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) {
    const found = `${text.length} characters`;
    throw new RangeError(
      `Cannot read a seed: found ${found}, expected pairs of hexadecimal digits`,
    );
  }
  const bytes = text.length / 2;
  if (bytes > seedBytesMax) {
    throw new RangeError(`Cannot use a seed: found ${bytes} bytes, expected 1 to ${seedBytesMax}`);
  }
  return hexToBytes(text);
}
