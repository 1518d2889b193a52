import { type KeyStore, timeStep, unixMilliseconds } from "@jeton/core";
import { changed, plainKey } from "@jeton/store/contracts";
import * as fc from "fast-check";
import { anyTimeStep } from "../arbitraries/time-step.ts";

/** Changes over a few keys, holders and revisions, so that they collide. */
export const anyChange = fc.record({
  act: fc.constantFrom("insert", "replace", "replace", "replace", "cut"),
  serial: fc.constantFrom("K1", "K2", "K3"),
  holder: fc.option(fc.constantFrom("ada", "bob")),
  lastStep: fc.option(fc.oneof(anyTimeStep, fc.nat({ max: 3 }).map(timeStep))),
  late: fc.boolean(),
  /** Where a cut is tried, counted from the last event on. */
  fromEnd: fc.integer({ min: -1, max: 4 }),
});

export type Change = typeof anyChange extends fc.Arbitrary<infer T> ? T : never;

/** Makes a change and returns its answer, or the code of its error. */
export async function make(store: KeyStore, change: Change) {
  const { act, serial, holder, lastStep, late } = change;
  const stored = await store.load(serial);
  if (act === "cut") return cut(store, serial, (stored?.record.audit.count ?? 0) - change.fromEnd);
  const { next, events } = changed(stored?.record ?? plainKey(serial), { holder, lastStep });
  const revision = (stored?.revision ?? 1) - (late ? 1 : 0);
  const answer =
    act === "insert" ? store.insert(next, events) : store.replace(serial, revision, next, events);
  return answer.catch((error: unknown) =>
    error instanceof Error && "code" in error ? error.code : String(error),
  );
}

async function cut(store: KeyStore, serial: string, count: number) {
  const events = await store.events(serial, { afterSequence: 0, limit: 1000 });
  const hash = events.find(({ sequence }) => sequence === count)?.hash ?? "00".repeat(32);
  const by = { at: unixMilliseconds(1), actor: "staff:anne", keyId: "00112233", signature: "" };
  return store.cutEvents({ serial, count, hash, ...by });
}

/** Returns all that is stored. */
export async function everything(store: KeyStore) {
  const keys = await store.list({ after: null, limit: 100 });
  const events = keys.map(({ serial }) => store.events(serial, { afterSequence: 0, limit: 1000 }));
  const anchors = keys.map(({ serial }) => store.anchor(serial));
  const holders = ["ada", "bob", "eve"].map((holder) => store.loadForHolder(holder, "K1"));
  return [
    keys,
    ...(await Promise.all([events, anchors, holders].map((each) => Promise.all<unknown>(each)))),
  ];
}
