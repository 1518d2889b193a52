import { codeText } from "../codes/code-digits.ts";
import { keyedMessages, truncatedHash } from "../codes/keyed-message.ts";
import { dataInput } from "./data-input.ts";
import { checkedOcra, type OcraQuestion } from "./ocra-key.ts";

/**
 * Returns the response of a key to a challenge (RFC 6287): as many digits as the suite says, with leading
 * zeros, or for a suite of 0 digits the whole hash in hexadecimal.
 *
 * ```ts
 * ocra({ seed, suite: "OCRA-1:HOTP-SHA1-6:QN08", question: "00000000" }); // "237653"
 * ```
 *
 * @throws OtpError SEED_UNUSABLE for a seed that is not 1 to 1024 bytes. RangeError for a suite that is none, and
 * for what does not fit the suite or is no part of it. TypeError for values of another type, and for parts that are absent.
 */
export function ocra(question: OcraQuestion): string {
  const { seed, suite, counter, step } = checkedOcra(question);
  const input = dataInput(suite, question);
  input.putCounter(counter ?? 0);
  input.putStep(step ?? 0);
  const keyed = keyedMessages(seed, suite.algorithm);
  try {
    return responseText(keyed.hash(input.message), suite.digits);
  } finally {
    keyed.destroy();
  }
}

/** Returns the response that a hash gives (RFC 6287 §5.2). */
export function responseText(hash: Uint8Array, digits: number): string {
  if (digits > 0) return codeText(truncatedHash(hash), digits);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
