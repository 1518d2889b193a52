import { isBeyond, middle } from "@jeton/core";
import type { KeyHealth } from "./key-health.ts";

/** A value such that a part of all lies below it, and the middle one. */
export type Spread = { readonly p10: number; readonly median: number; readonly p90: number };

/** What is known of the keys of a batch. */
export type BatchHealth = {
  readonly batch: string;
  readonly keys: number;
  /** How many of them have a measured rate. */
  readonly measured: number;
  readonly drifting: number;
  /** Of the likeliest offsets, ms; null before a code of any key. */
  readonly offsets: Spread | null;
  /** Of the likeliest mean rates, ppb; null before a second code of any key. */
  readonly rates: Spread | null;
  /** Whether the batch drifts: one key in a hundred, and two at least. */
  readonly drifts: boolean;
};

const driftingShareMin = 0.01;
const driftingMin = 2;

/** Returns the batches, those that drift most first. `fleetRatePpb`: the middle rate of the whole fleet. */
export function batchesOf(
  keys: readonly KeyHealth[],
  fleetRatePpb: number,
): readonly BatchHealth[] {
  const byBatch = new Map<string, KeyHealth[]>();
  for (const key of keys) {
    const own = byBatch.get(key.batch) ?? [];
    own.push(key);
    byBatch.set(key.batch, own);
  }
  return [...byBatch]
    .map(([batch, own]) => batchHealth(batch, own, fleetRatePpb))
    .sort((one, other) => weight(other) - weight(one) || (one.batch < other.batch ? -1 : 1));
}

function weight({ drifts, drifting, measured }: BatchHealth): number {
  return (drifts ? 1 : 0) + drifting / Math.max(1, measured);
}

function batchHealth(batch: string, keys: readonly KeyHealth[], fleetRatePpb: number): BatchHealth {
  const clocks = keys.flatMap(({ clock }) => (clock === null ? [] : [clock]));
  const measured = clocks.flatMap((clock) => (clock.measured === null ? [] : [clock.measured]));
  const drifting = measured.filter((rate) => isBeyond(rate, fleetRatePpb)).length;
  const rates = spreadOf(measured.map(({ rate }) => middle(rate)));
  return {
    ...{ batch, keys: keys.length, measured: measured.length, drifting },
    offsets: spreadOf(clocks.map(({ offset }) => middle(offset))),
    rates,
    drifts: drifting >= Math.max(driftingMin, driftingShareMin * measured.length),
  };
}

/** Returns the spread of values; null for none. A few that are far away do not move it. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number): number => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
  return { p10: at(0.1), median: at(0.5), p90: at(0.9) };
}
