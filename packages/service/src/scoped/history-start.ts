import { isAssignment, type KeyRecord, type KeyStore } from "@jeton/core";

const pageSize = 200;

/**
 * Returns where the event stands by which a key was assigned last, and its moment: what was before is about somebody else.
 * 0 for both if the trail no longer has it, since all that it has is about the present holder then.
 */
export async function historyStart(
  store: Pick<KeyStore, "events">,
  { serial, audit }: Pick<KeyRecord, "serial" | "audit">,
): Promise<{ readonly sequence: number; readonly at: number }> {
  for (let end = audit.count; end > 0; end -= pageSize) {
    const page = { afterSequence: Math.max(0, end - pageSize), limit: Math.min(end, pageSize) };
    const found = await store.events(serial, page);
    const assigned = found.findLast(isAssignment);
    if (assigned !== undefined) return assigned;
    if (found.length === 0) break;
  }
  return { sequence: 0, at: 0 };
}
