import { type AttemptOutcome, type KeyRecord, type Outcome, outcome } from "@jeton/core";

/** Returns the outcome with another actor in its event: the core knows of holders only. */
export function inTheNameOf<D>(
  actor: string,
  decision: D,
  before: KeyRecord,
  { next, events }: Pick<AttemptOutcome, "next" | "events">,
): Outcome<D> {
  const [event] = events;
  if (event === undefined) return { decision, next, events };
  return outcome(decision, { ...next, audit: before.audit }, { ...event, actor });
}
