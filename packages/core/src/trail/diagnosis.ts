import type { Algorithm } from "../codes/code-parameters.ts";
import type { SpareCode } from "../pin/spare-code.ts";

/** How the key may have been made, other than its record says. */
export type Hypothesis = {
  readonly algorithm: Algorithm;
  readonly periodSeconds: number;
};

/**
 * What staff may know of an attempt besides its reason. It holds neither PIN nor code, is kept in
 * the audit trail, and never reaches the answer to the holder.
 */
export type Diagnosis = {
  readonly pin: "right" | "wrong" | "absent";
  /**
   * How many steps from the believed one the code was found, positive when the key is ahead; null
   * when it is none of the codes that were computed.
   */
  readonly offsetSteps: number | null;
  /** Set only when the code was not found: how the key may have been made instead. */
  readonly hypothesis: Hypothesis | null;
  /** The right code that was given in place of the key's: one use of it is spent. Absent for any other attempt. */
  readonly spare?: SpareCode;
};
