import type { AuditEvent, ChainedEvent } from "../trail/audit-chain.ts";
import { chainEvent } from "../trail/audit-chain.ts";
import type { KeyRecord } from "./key-record.ts";
import { checkedRecord } from "./stored-record.ts";

/** What stands in the trail as the one who acted. */
const actorForm = /^[^\p{Cc}\p{Cs}]{1,200}$/u;

/** What the shell must store, in one transaction, before it answers `decision`. */
export type Outcome<D> = {
  readonly decision: D;
  readonly next: KeyRecord;
  readonly events: readonly ChainedEvent[];
};

/**
 * Returns the outcome with the events chained to the record's audit head, one behind the other. Throws RangeError for a
 * record or an actor that could not be read again once it is stored.
 */
export function outcome<D>(
  decision: D,
  record: KeyRecord,
  ...events: readonly AuditEvent[]
): Outcome<D> {
  let { audit } = record;
  const chained: ChainedEvent[] = [];
  for (const event of events) {
    if (!actorForm.test(event.actor)) {
      throw new RangeError(
        `Cannot chain an event: found ${JSON.stringify(event.actor.slice(0, 80))} as its actor, expected 1 to 200 printable characters`,
      );
    }
    const next = chainEvent(record.serial, audit, event);
    chained.push(next);
    audit = { count: next.sequence, hash: next.hash };
  }
  const { floor } = record;
  const next = { ...checkedRecord({ ...record, audit }), ...(floor && { floor }) };
  return { decision, next, events: chained };
}
