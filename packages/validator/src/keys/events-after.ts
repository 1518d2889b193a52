import type { ChainedEvent, KeyStore } from "@jeton/core";

const pageSize = 500;

/** Returns all events of a key whose sequence is greater than `count`. */
export async function eventsAfter(
  store: KeyStore,
  serial: string,
  count: number,
): Promise<readonly ChainedEvent[]> {
  const events: ChainedEvent[] = [];
  for (;;) {
    const afterSequence = events.at(-1)?.sequence ?? count;
    const page = await store.events(serial, { afterSequence, limit: pageSize });
    events.push(...page);
    if (page.length < pageSize) return events;
  }
}
