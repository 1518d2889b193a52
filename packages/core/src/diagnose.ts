import type { CodeMatch } from "./code-match.ts";
import type { Diagnosis, Hypothesis } from "./diagnosis.ts";
import type { Passcode } from "./passcode.ts";

/** Answers what staff may know of the attempt. */
export function diagnose(
  passcode: Passcode,
  pinRight: boolean,
  match: CodeMatch,
  hypothesis: Hypothesis | null,
): Diagnosis {
  return {
    pin: passcode.pin === null ? "absent" : pinRight ? "right" : "wrong",
    offsetSteps: match.offsetSteps,
    hypothesis: match.offsetSteps === null ? hypothesis : null,
  };
}
