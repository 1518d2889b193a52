import { actEvent, outcome, unixMilliseconds } from "@jeton/core";
import type { OpenedStore } from "@jeton/store";
import { benchParts, holderNamed } from "./bench-keys.ts";

/** What the two questions of an attempt cost beside so many keys. */
export type StoreCost = {
  readonly keys: number;
  readonly fillSeconds: number;
  /** Milliseconds for loading and replacing, one attempt after the other. */
  readonly p50: number;
  readonly p99: number;
};

/** Fills an empty store with so many keys and measures attempts on arbitrary ones of them. */
export async function measureStoreCost(
  store: OpenedStore,
  { keys, attempts }: { readonly keys: number; readonly attempts: number },
): Promise<StoreCost> {
  const began = performance.now();
  await store.fill(benchParts(keys, { sealed: 0, hash: "trivial" }));
  const fillSeconds = (performance.now() - began) / 1000;
  const warmUp = Math.floor(attempts / 4);
  const times: number[] = [];
  for (let attempt = 0; attempt < warmUp + attempts; attempt += 1) {
    const holder = holderNamed(Math.floor(Math.random() * keys));
    const from = performance.now();
    const stored = await store.loadForHolder(holder, "decoy-0");
    if (stored === null) throw new Error(`Cannot find the key of ${holder}`);
    const { record, revision } = stored;
    const strangers = { ...record.failures.strangers, guesses: attempt % 3 };
    const event = actEvent(unixMilliseconds(Date.now()), "accepted", "holder");
    const { next, events } = outcome(
      null,
      { ...record, failures: { ...record.failures, strangers } },
      event,
    );
    if (!(await store.replace(record.serial, revision, next, events))) {
      throw new Error(`Cannot store an attempt of ${holder}`);
    }
    if (attempt >= warmUp) times.push(performance.now() - from);
  }
  times.sort((left, right) => left - right);
  const at = (part: number) => times[Math.floor((times.length - 1) * part)] ?? Number.NaN;
  return { keys, fillSeconds, p50: at(0.5), p99: at(0.99) };
}
