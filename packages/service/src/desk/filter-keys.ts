import { fleetRate, isBeyond, type MeasuredRate, middle, type UnixMilliseconds } from "@jeton/core";
import { carriedKeys, type Ports } from "@jeton/validator/parts";
import { firstSeen } from "../fleet/survey-fleet.ts";
import { scannedMax } from "./find-keys.ts";
import { type KeyGroup, type KeyRow, rowOf } from "./list-keys.ts";

/** Keys by their last use: not within so long, or never. Counter keys, which say no moment, are in none. */
export const usedFilters = ["month", "quarter", "year", "never"] as const;
export type UsedFilter = (typeof usedFilters)[number];
export const driftFilters = ["drifting", "sound", "unmeasured"] as const;
export type DriftFilter = (typeof driftFilters)[number];
/** Keys that were first seen so many years ago, or more. */
export const ageFilters = ["1", "3", "5"] as const;
export type AgeFilter = (typeof ageFilters)[number];
/** By number; the longest unused, the fastest drifting or the oldest first. */
export const keySorts = ["serial", "used", "drift", "age"] as const;
export type KeySort = (typeof keySorts)[number];

/** Which keys are listed, and in which order. Null: all. */
export type KeyFilter = {
  readonly group: KeyGroup | null;
  readonly used: UsedFilter | null;
  readonly drift: DriftFilter | null;
  readonly age: AgeFilter | null;
  readonly sort: KeySort;
};

/** A row with what may take a question of its own. */
export type DatedRow = KeyRow & { readonly firstSeenAt: UnixMilliseconds | null };

type ListPorts = Pick<Ports, "store" | "clock">;

const day = 86_400_000;
const unusedMilliseconds = { month: 30 * day, quarter: 91 * day, year: 365 * day } as const;
const yearMilliseconds = 365.25 * day;
/** So many first events are asked for at a time. */
const askedAtOnce = 50;

/** Whether the filter wants more than keys of a group in the order of their numbers. */
export function isPlain({ used, drift, age, sort }: KeyFilter): boolean {
  return used === null && drift === null && age === null && sort === "serial";
}

/**
 * Returns all keys that the filter lets through, in its order, of the first `scanned` ones. What drifts is judged
 * against all keys that were looked through.
 */
export async function filterKeys(
  ports: ListPorts,
  filter: KeyFilter,
  scanned: number = scannedMax,
): Promise<{ readonly rows: readonly DatedRow[]; readonly isCutShort: boolean }> {
  const now = ports.clock();
  const all: KeyRow[] = [];
  let isCutShort = false;
  for await (const key of carriedKeys(ports)) {
    isCutShort = all.length === scanned;
    if (isCutShort) break;
    all.push(rowOf(key, now));
  }
  const centre = fleetRate(all.flatMap(({ measured }) => measured ?? []));
  const kept = all.filter(
    (row) =>
      (filter.group === null || row.group === filter.group) &&
      (filter.used === null || isUnused(row, filter.used, now)) &&
      (filter.drift === null || driftOf(row.measured, centre) === filter.drift),
  );
  const needsAge = filter.age !== null || filter.sort === "age";
  const dated = needsAge ? await withFirstSeen(ports, kept) : kept.map(undated);
  const from = filter.age === null ? null : now - Number(filter.age) * yearMilliseconds;
  const rows =
    from === null
      ? dated
      : dated.filter(({ firstSeenAt }) => firstSeenAt !== null && firstSeenAt <= from);
  return { rows: sorted(rows, filter.sort, centre), isCutShort };
}

function isUnused({ heardAt, isClock }: KeyRow, used: UsedFilter, now: number): boolean {
  if (!isClock) return false;
  if (used === "never") return heardAt === null;
  return heardAt === null || now - heardAt >= unusedMilliseconds[used];
}

function driftOf(measured: MeasuredRate | null, centre: number): DriftFilter {
  if (measured === null) return "unmeasured";
  return isBeyond(measured, centre) ? "drifting" : "sound";
}

function sorted(rows: readonly DatedRow[], sort: KeySort, centre: number): readonly DatedRow[] {
  const weights: Readonly<Record<KeySort, (row: DatedRow) => number>> = {
    serial: () => 0,
    used: ({ heardAt }) => heardAt ?? 0,
    drift: ({ measured }) => (measured === null ? 1 : 0 - Math.abs(middle(measured.rate) - centre)),
    age: ({ firstSeenAt }) => firstSeenAt ?? Number.MAX_SAFE_INTEGER,
  };
  const weight = weights[sort];
  // Sorting is stable: equal ones stay in the order of their numbers.
  return rows.toSorted((one, other) => weight(one) - weight(other));
}

function undated(row: KeyRow): DatedRow {
  return { ...row, firstSeenAt: null };
}

/** Returns the rows with the moments at which their keys were first seen, in their order. */
export async function withFirstSeen(
  ports: Pick<Ports, "store">,
  rows: readonly KeyRow[],
): Promise<DatedRow[]> {
  const dated: DatedRow[] = [];
  for (let from = 0; from < rows.length; from += askedAtOnce) {
    const part = rows.slice(from, from + askedAtOnce).map(async (row) => ({
      ...row,
      firstSeenAt: await firstSeen(ports, row.serial),
    }));
    dated.push(...(await Promise.all(part)));
  }
  return dated;
}
