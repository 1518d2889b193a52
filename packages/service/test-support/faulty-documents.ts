import type { DocumentStore } from "@jeton/core";
import type * as fc from "fast-check";

/** What can befall a write: it is not done, is done and not answered, or somebody else's came first. */
export const faults = ["throws-before", "throws-after", "lost"] as const;

/** Returns the store, with a fault at its write number `at`, counted from 0; `hasFailed` says whether it came to it. */
export function withFault(documents: DocumentStore, at: number, fault: (typeof faults)[number]) {
  const state = { hasFailed: false };
  let writes = 0;
  async function write(work: () => Promise<boolean>): Promise<boolean> {
    writes += 1;
    if (writes !== at + 1) return work();
    state.hasFailed = true;
    if (fault === "lost") return false;
    if (fault === "throws-after") await work();
    throw new Error("the store is gone");
  }
  const faulty: DocumentStore = {
    ...documents,
    put: (...given) => write(() => documents.put(...given)),
    remove: (...given) => write(() => documents.remove(...given)),
  };
  return { documents: faulty, state };
}

/** Returns the store, whose answers come in the order that `scheduler` draws. */
export function scheduled(documents: DocumentStore, scheduler: fc.Scheduler): DocumentStore {
  const { load, put, remove, list, kinds, sweep } = documents;
  return {
    load: scheduler.scheduleFunction(load),
    put: scheduler.scheduleFunction(put),
    remove: scheduler.scheduleFunction(remove),
    list: scheduler.scheduleFunction(list),
    kinds: scheduler.scheduleFunction(kinds),
    sweep: scheduler.scheduleFunction(sweep),
  };
}
