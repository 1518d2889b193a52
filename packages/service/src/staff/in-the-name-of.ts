import { type AttemptOutcome, type KeyRecord, outcome, type RefusalReason } from "@jeton/core";

/** Returns the outcome with another actor in its first event: the core knows of holders only. */
export function inTheNameOf(
  actor: string,
  before: KeyRecord,
  decided: AttemptOutcome,
): AttemptOutcome {
  const { decision, next, events } = decided;
  const [event, ...more] = events;
  if (event === undefined) return decided;
  return {
    ...decided,
    ...outcome(decision, { ...next, audit: before.audit }, { ...event, actor }, ...more),
  };
}

/** Returns an outcome that the core accepted as a refusal; to be chained anew by `inTheNameOf`. */
export function refusedAs(reason: RefusalReason, decided: AttemptOutcome): AttemptOutcome {
  // What the log-in showed besides is nothing that a refusal tells.
  const [event] = decided.events;
  const events = event === undefined ? [] : [{ ...event, kind: "refused" as const, reason }];
  return { ...decided, decision: { kind: "refused", reason }, events };
}
