import { FailedError } from "@jeton/cli";
import { type Broken, describeBroken } from "../audit/trail-report.ts";

/** Returns how a command says what of the trail is broken, a line for each place, then what else. */
export function brokenTrail(broken: readonly Broken[], ...more: readonly string[]): FailedError {
  const places = broken.map((each) => `Broken: ${describeBroken(each)}`);
  return new FailedError([...places, ...more].join("\n"));
}
