import type { Passcode } from "./passcode.ts";

/** One presentation of a PASSCODE, with what the shell adds to it. */
export type Attempt = {
  readonly passcode: Passcode;
  /** The hash of `pinQuestion(record, passcode)`. */
  readonly pinDigest: Uint8Array;
  /** SHA-256 in hex of the 16 fresh random bytes that name a commissioning begun by this attempt. */
  readonly transaction: string;
};
