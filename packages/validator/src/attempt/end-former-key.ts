import { actOnKey, type HelpDeskDecision, type KeyRecord } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { decideAndStore } from "./decide-and-store.ts";

/**
 * Retires the key with which the holder of `incoming` logged in so far, before the incoming one is stored as their
 * present key. A holder has one present key at any moment: after a crash in between they have the incoming one alone,
 * which their identifier then finds, and the next code puts it in service. Without a former key nothing is done.
 *
 * Throws RecordDamagedError for a former key that was edited: the help desk writes it off first.
 */
export async function endFormerKey(ports: Ports, { serial, holder }: KeyRecord): Promise<void> {
  if (holder === null) return;
  await decideAndStore<HelpDeskDecision>(
    ports,
    () => ports.store.loadForHolder(holder, ""),
    async (former) => {
      const isOther = former.serial !== serial && former.holder === holder && !former.isIncoming;
      if (isOther) {
        return actOnKey(former, { kind: "retire" }, { actor: "holder", now: ports.clock() });
      }
      const decision = { kind: "impossible", state: former.state.kind } as const;
      return { decision, next: former, events: [] };
    },
  );
}
