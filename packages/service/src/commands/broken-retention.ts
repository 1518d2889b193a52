import type { FailedError } from "@jeton/cli";
import type { RetainAnswer } from "../audit/retain-trail.ts";
import { describeKeys } from "../audit/trail-report.ts";
import { brokenTrail } from "./broken-trail.ts";

/** Returns how `jeton audit retain` says that it cut no further, and what it had cut before. */
export function brokenRetention(
  { broken, events, ...counted }: Extract<RetainAnswer, { readonly kind: "broken" }>,
  archive: string | undefined,
): FailedError {
  if (events === 0) return brokenTrail(broken);
  return brokenTrail(
    broken,
    `${events} events of ${describeKeys(counted)} were cut before that was found: ` +
      `${archive} holds the only copy of them and must be kept`,
  );
}
