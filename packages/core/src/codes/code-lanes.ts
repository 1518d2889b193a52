import type { TimeStep } from "../base/units.ts";
import type { Algorithm } from "./code-parameters.ts";

/**
 * Codes of many steps at a time, by a shell whose machine has instructions for that. It is a port as
 * the hash of a PIN is: without it the core computes one code after the other.
 */
export type CodeLanes = Readonly<Record<Algorithm, AlgorithmLanes>>;

/** The same for one hash. */
export type AlgorithmLanes = {
  /**
   * Returns the states behind the HMAC's inner and outer key block (RFC 2104 §2) of a key that is no
   * longer than a block. They are as secret as the key, and the caller's to overwrite.
   */
  readonly keyed: (key: Uint8Array) => Uint8Array;
  /**
   * Returns RFC 4226 §5.3 `Snum` of `count` steps, beginning with `from`: 31 bits each. Nothing of
   * states and codes is kept.
   */
  readonly truncatedFrom: (states: Uint8Array, from: TimeStep, count: number) => Int32Array;
};
