import type { Passcode } from "../pin/passcode.ts";
import type { AskedChallenge } from "./challenge.ts";

/** One presentation of a PASSCODE, with what the shell adds to it. */
export type Attempt = {
  readonly passcode: Passcode;
  /** The hash of `pinQuestion(record, passcode)`. */
  readonly pinDigest: Uint8Array;
  /** The hashes of `spareQuestions(record, passcode)`. Absent where there are none. */
  readonly spareDigests?: readonly Uint8Array[];
  /** SHA-256 in hex of the 16 fresh random bytes that name a commissioning begun by this attempt. */
  readonly transaction: string;
  /**
   * The id in a token that only a log-in with this key, or the commissioning under way, gives out.
   * Such a client has failures of its own. Absent or null for all others.
   */
  readonly device?: string | null;
  /**
   * A hash of the value that the client got with an earlier refusal: codes in a row must come from
   * one client. Absent or null for clients that carry none.
   */
  readonly flow?: string | null;
  /** The challenge to which the code is the response; absent or null for a code that was not asked for. */
  readonly challenge?: AskedChallenge | null;
  /** Whether its id was used with another PASSCODE a moment ago; it is refused then. Default: no. */
  readonly isIdReused?: boolean;
};
