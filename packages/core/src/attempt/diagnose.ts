import type { Passcode } from "../pin/passcode.ts";
import type { SpareCode } from "../pin/spare-code.ts";
import type { Diagnosis, Hypothesis } from "../trail/diagnosis.ts";
import type { CodeMatch } from "./code-match.ts";

/** Returns what staff may know of the attempt. */
export function diagnose(
  passcode: Passcode,
  pinRight: boolean,
  match: CodeMatch,
  hypothesis: Hypothesis | null,
  spare: SpareCode | null,
): Diagnosis {
  return {
    pin: passcode.pin === null ? "absent" : pinRight ? "right" : "wrong",
    offsetSteps: match.offsetSteps,
    hypothesis: match.offsetSteps === null ? hypothesis : null,
    ...(spare !== null && { spare }),
  };
}
