import { FailedError } from "@jeton/cli";
import { type Broken, describeBroken } from "../audit/trail-report.ts";

/** Answers how a command says what of the trail is broken, a line for each place. */
export function brokenTrail(broken: readonly Broken[]): FailedError {
  return new FailedError(broken.map((each) => `Broken: ${describeBroken(each)}`).join("\n"));
}
