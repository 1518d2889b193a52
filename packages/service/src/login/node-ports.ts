import { randomBytes, scrypt, scryptSync } from "node:crypto";
import { type PinQuestion, pinDigestBytes, unixMilliseconds } from "@jeton/core";
import { codeLanes } from "./code-lanes.ts";
import type { Ports } from "./ports.ts";

/** Time, randomness, PIN hashing and vectors of this machine. */
export const nodePorts: Pick<Ports, "clock" | "random" | "hashPin" | "codeLanes"> = {
  clock: () => unixMilliseconds(Date.now()),
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
  hashPin,
  codeLanes,
};

/** N * r * p of what takes less time than handing it to another thread and back: tests and benchmarks. */
const costAtOnceMax = 64;

/** scrypt in OpenSSL's C, on the thread pool when it costs something; noble's answers the same bytes. */
function hashPin({ pin, salt, cost }: PinQuestion): Promise<Uint8Array> {
  const { logN, r, p } = cost;
  const N = 2 ** logN;
  // OpenSSL counts its own buffers, too: twice the table and a little is enough for any cost.
  const options = { N, r, p, maxmem: 256 * N * r + 2 ** 20 };
  if (N * r * p <= costAtOnceMax) {
    return Promise.resolve(new Uint8Array(scryptSync(pin, salt, pinDigestBytes, options)));
  }
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, pinDigestBytes, options, (error, digest) => {
      if (error) reject(error);
      else resolve(new Uint8Array(digest));
    });
  });
}
