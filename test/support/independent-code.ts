import { createHmac } from "node:crypto";
import type { Algorithm } from "@jeton/core";

/**
 * Returns the code of a step by a route of its own: OpenSSL's HMAC and big integers
 * (RFC 4226 §5.3), nothing of core or of the simulator.
 */
export function independentCode(
  seed: Uint8Array,
  step: number,
  parameters: { readonly algorithm: Algorithm; readonly digits: number },
): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac(parameters.algorithm.replace("-", ""), seed).update(counter).digest();
  const offset = hash.readUInt8(hash.length - 1) % 16;
  const number = BigInt(hash.readUInt32BE(offset)) % 2n ** 31n;
  return (number % 10n ** BigInt(parameters.digits)).toString().padStart(parameters.digits, "0");
}
