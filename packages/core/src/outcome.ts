import type { AuditEvent, ChainedEvent } from "./audit-chain.ts";
import { chainEvent } from "./audit-chain.ts";
import type { KeyRecord } from "./key-record.ts";

/** What the shell must store, in one transaction, before it answers `decision`. */
export type Outcome<D> = {
  readonly decision: D;
  readonly next: KeyRecord;
  readonly events: readonly ChainedEvent[];
};

/** Answers the outcome with `event` chained to the record's audit head. */
export function outcome<D>(decision: D, record: KeyRecord, event: AuditEvent): Outcome<D> {
  const chained = chainEvent(record.serial, record.audit, event);
  const audit = { count: chained.sequence, hash: chained.hash };
  return { decision, next: { ...record, audit }, events: [chained] };
}
