import type { BenchEvent, BenchView } from "./bench-view.ts";

/** What the key's state means to someone who watches. */
export function stateWords(state: BenchView["state"]): string {
  const words: Readonly<Record<BenchView["state"], string>> = {
    "in-stock": "in stock, nobody holds it",
    assigned: "assigned; waits for its first code",
    "choosing-pin": "first code given; a PIN is being chosen",
    "confirming-pin": "PIN chosen; waits for the next code",
    "in-service": "in service",
    suspended: "suspended",
    lost: "lost",
    retired: "retired",
  };
  return words[state];
}

/** One line for the staff's eyes: what happened and why. The holder never sees it. */
export function eventWords(event: BenchEvent): string {
  const { kind, reason, offsetSteps } = event;
  if (kind === "refused" && reason !== null)
    return `Refused: ${reasons[reason]}${off(offsetSteps)}`;
  return `${events[kind]}${off(offsetSteps)}`;
}

/** How far the code lay from the believed one. */
function off(offsetSteps: number | null): string {
  if (offsetSteps === null || offsetSteps === 0) return "";
  const direction = offsetSteps > 0 ? "ahead" : "behind";
  return ` (${Math.abs(offsetSteps)} ${Math.abs(offsetSteps) === 1 ? "step" : "steps"} ${direction})`;
}

const events: Readonly<Record<BenchEvent["kind"], string>> = {
  created: "Key put in stock",
  accepted: "Accepted: PASSCODE right",
  refused: "Refused",
  "first-code": "First code accepted",
  "pin-chosen": "PIN chosen, not yet confirmed",
  commissioned: "Commissioned: PIN confirmed with a later code",
  "pin-changed": "PIN changed by the holder",
  "signed-out": "Holder signed out",
  assigned: "Key assigned to its holder",
  "assigned-as-second": "Key assigned as a second one",
  "handed-over": "Key handed over",
  "clock-set": "The key’s clock was set",
  "pin-cleared": "Help desk cleared the PIN",
  unlocked: "Help desk unlocked the key",
  "temporary-code-issued": "Help desk issued a temporary code",
  "temporary-code-ended": "Help desk ended the temporary code",
  "recovery-codes-issued": "Holder printed recovery codes",
  resynchronised: "Help desk found the key's clock",
  resealed: "Sealed by the new master key",
  suspended: "Help desk suspended the key",
  resumed: "Help desk resumed the key",
  lost: "Key reported lost",
  retired: "Key retired",
  exported: "Seed exported to another server",
  "scope-changed": "Scope of a member of staff changed",
  "directory-imported": "Directory of holders brought up to date",
};

const reasons: Readonly<Record<NonNullable<BenchEvent["reason"]>, string>> = {
  malformed: "no PASSCODE",
  "wrong-code": "no such code in the window",
  "spent-code": "this code was used before",
  "wrong-pin": "code right, PIN wrong; the code is spent",
  "pin-missing": "code right, PIN missing; the code is spent",
  "next-code-wanted": "code right but far off; the next one will pass",
  "temporary-code-wanted": "code right, but a temporary code stands in for the key",
  "recovery-code-used": "this recovery code was used before",
  blocked: "too many failures, must wait",
  "not-commissioned": "a PIN was given, but none was ever chosen",
  "activation-wrong": "the activation code is missing or wrong",
  "first-use-expired": "the time for the first use is over",
  "out-of-service": "the key is not in service",
  "transaction-unknown": "commissioning unknown or expired",
  "id-reused": "the id of this attempt was used with another PASSCODE",
};
