import type { ChainedEvent, TrailAnchor } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { eventsAfter, everyKey } from "@jeton/validator/parts";
import { allCheckpoints } from "./stored-checkpoints.ts";

/** A line of the trail as it leaves: where a key's events begin, an event, at the end a checkpoint. */
export type TrailLine =
  | ({ readonly type: "anchor" } & TrailAnchor)
  | ({ readonly type: "event" } & ChainedEvent)
  | { readonly type: "checkpoint"; readonly [field: string]: unknown };

/**
 * Goes through the whole trail: of each key where it begins, if old events were cut, and its events in
 * their order; then all checkpoints. With the hashes in it anyone can check the chains; the signatures only who has the master key.
 */
export async function* trailLines(
  ports: Pick<Ports, "store" | "documents">,
  since: number,
): AsyncGenerator<TrailLine> {
  for await (const { serial } of everyKey(ports)) {
    const anchor = await ports.store.anchor(serial);
    if (anchor !== null) yield { type: "anchor", ...anchor };
    for (const event of await eventsAfter(ports.store, serial, 0)) {
      if (event.at >= since) yield { type: "event", ...event };
    }
  }
  for await (const { checkpoint } of allCheckpoints(ports.documents)) {
    if (checkpoint.at >= since) yield { type: "checkpoint", ...checkpoint };
  }
}
