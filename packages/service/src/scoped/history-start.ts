import type { KeyRecord, KeyStore } from "@jeton/core";

const pageSize = 200;

/**
 * Returns the sequence of the event by which a key was assigned last: what was before is about somebody else. 0 if the trail
 * no longer has it, since all that it has is about the present holder then.
 */
export async function historyStart(
  store: Pick<KeyStore, "events">,
  { serial, audit }: Pick<KeyRecord, "serial" | "audit">,
): Promise<number> {
  for (let end = audit.count; end > 0; end -= pageSize) {
    const page = { afterSequence: Math.max(0, end - pageSize), limit: Math.min(end, pageSize) };
    const found = await store.events(serial, page);
    const assigned = found.findLast(({ kind }) => kind === "assigned");
    if (assigned !== undefined) return assigned.sequence;
    if (found.length === 0) return 0;
  }
  return 0;
}
