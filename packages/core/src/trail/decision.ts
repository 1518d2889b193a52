import type { TimeStep, UnixMilliseconds } from "../base/units.ts";
import type { SpareCode } from "../pin/spare-code.ts";

/** Why an attempt was refused: for staff and the audit trail, never for the one who attempted. */
export type RefusalReason =
  | "malformed"
  | "wrong-code"
  | "spent-code"
  | "wrong-pin"
  | "pin-missing"
  /** The code lay outside what passes at once; the next one will be accepted. */
  | "next-code-wanted"
  /** The key's own code was right; while the key is set aside only its temporary code passes. */
  | "temporary-code-wanted"
  /** A recovery code of the holder's list that let them in before. */
  | "recovery-code-used"
  | "blocked"
  | "not-commissioned"
  /** The first use needs the activation code in front of the digits. */
  | "activation-wrong"
  | "first-use-expired"
  | "out-of-service"
  | "transaction-unknown"
  /** The id of the attempt was used with another PASSCODE a moment ago. */
  | "id-reused";

/** All of them. */
export const refusalReasons: readonly RefusalReason[] = [
  "malformed",
  "wrong-code",
  "spent-code",
  "wrong-pin",
  "pin-missing",
  "next-code-wanted",
  "temporary-code-wanted",
  "recovery-code-used",
  "blocked",
  "not-commissioned",
  "activation-wrong",
  "first-use-expired",
  "out-of-service",
  "transaction-unknown",
  "id-reused",
];

/** What the core answers to an attempt. */
export type Decision =
  | { readonly kind: "accepted"; readonly step: TimeStep; readonly commissioned: boolean }
  /** The PIN was right, and a code that stands in for the key's: its sender did not show the key. */
  | { readonly kind: "accepted-without-key"; readonly spare: SpareCode }
  /** The first code was right: the holder may choose a PIN until then. */
  | { readonly kind: "choose-pin"; readonly step: TimeStep; readonly expiresAt: UnixMilliseconds }
  | { readonly kind: "refused"; readonly reason: RefusalReason };
