import { type AttemptOutcome, type KeyRecord, outcome, type RefusalReason } from "@jeton/core";

/** Returns the outcome with another actor in its event: the core knows of holders only. */
export function inTheNameOf(
  actor: string,
  before: KeyRecord,
  decided: AttemptOutcome,
): AttemptOutcome {
  const { decision, next, events } = decided;
  const [event] = events;
  if (event === undefined) return decided;
  return {
    ...decided,
    ...outcome(decision, { ...next, audit: before.audit }, { ...event, actor }),
  };
}

/** Returns an outcome that the core accepted as a refusal; to be chained anew by `inTheNameOf`. */
export function refusedAs(reason: RefusalReason, decided: AttemptOutcome): AttemptOutcome {
  const events = decided.events.map((event) => ({ ...event, kind: "refused" as const, reason }));
  return { ...decided, decision: { kind: "refused", reason }, events };
}
