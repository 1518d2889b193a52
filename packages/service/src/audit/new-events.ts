import type { ChainedEvent } from "@jeton/core";
import { everyKey, type Ports } from "@jeton/validator/parts";

/** Up to which event of each key everything was handed on. */
export type TrailPositions = ReadonlyMap<string, number>;

const pageSize = 200;

/**
 * Goes through the events behind the positions, key by key and each key's in their order, those of
 * staff and of decoys included. Events that
 * were cut (`jeton audit retain`) before they were handed on are not among them.
 */
export async function* newEvents(
  ports: Pick<Ports, "store">,
  positions: TrailPositions,
): AsyncGenerator<ChainedEvent> {
  for await (const { serial, record } of everyKey(ports)) {
    let afterSequence = positions.get(serial) ?? 0;
    // A damaged record does not say how many events there are.
    if (record !== null && record.audit.count <= afterSequence) continue;
    for (;;) {
      const events = await ports.store.events(serial, { afterSequence, limit: pageSize });
      yield* events;
      afterSequence = events.at(-1)?.sequence ?? afterSequence;
      if (events.length < pageSize) break;
    }
  }
}
