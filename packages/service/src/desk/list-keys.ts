import {
  blockedUntil,
  clockOf,
  type MeasuredRate,
  measuredRate,
  type UnixMilliseconds,
} from "@jeton/core";
import { carriedKeys, type Ports } from "@jeton/validator/parts";
import type { FoundKey } from "../keys/found-key.ts";
import { scannedMax } from "./find-keys.ts";

/** What keys are listed by. Each key is in one group: a block, or damage, hides the state beneath. */
export const keyGroups = [
  "in-stock",
  "assigned",
  "incoming",
  "commissioning",
  "in-service",
  "blocked",
  "suspended",
  "lost",
  "retired",
  "damaged",
] as const;
export type KeyGroup = (typeof keyGroups)[number];

/** A row of a list. */
export type KeyRow = {
  readonly serial: string;
  readonly holder: string | null;
  readonly group: KeyGroup;
  /** When a code of its clock was last accepted; null for a counter key, or for none. */
  readonly heardAt: UnixMilliseconds | null;
  /** Whether it has a clock: a counter key and a damaged one have none. */
  readonly isClock: boolean;
  /** How fast its clock ran in the mean; null before a second code. */
  readonly measured: MeasuredRate | null;
};

/** A page of a list. */
export type KeyPage = {
  readonly rows: readonly KeyRow[];
  /** The number behind which the next page begins; null at the end. */
  readonly next: string | null;
};

/** How many keys are in each group, as far as they were counted. */
export type KeyCounts = {
  readonly counts: Readonly<Record<KeyGroup, number>>;
  /** Whether there are keys behind the `scannedMax` that were counted. */
  readonly isCutShort: boolean;
};

type ListPorts = Pick<Ports, "store" | "clock">;

/** Returns the group of a key at `now`, of its record; null for a damaged one. */
export function groupOf(record: FoundKey["record"], now: UnixMilliseconds): KeyGroup {
  if (record === null) return "damaged";
  const { kind } = record.state;
  if (blockedUntil(record.failures, now) !== null) return "blocked";
  if (record.isIncoming && kind !== "suspended") return "incoming";
  return kind === "choosing-pin" || kind === "confirming-pin" ? "commissioning" : kind;
}

/**
 * Returns at most `limit` keys of a group (null: of all) behind a number, in the order of their numbers. At most
 * `scanned` keys are looked through (`scannedMax` by default); `next` then goes on behind them.
 */
export async function listKeys(
  ports: ListPorts,
  page: { readonly group: KeyGroup | null; readonly after: string | null; readonly limit: number },
  scanned: number = scannedMax,
): Promise<KeyPage> {
  const rows: KeyRow[] = [];
  let seen = 0;
  let last: string | null = null;
  for await (const row of rowsOf(ports, page.after)) {
    if (rows.length === page.limit || seen === scanned) return { rows, next: last };
    seen += 1;
    last = row.serial;
    if (page.group === null || row.group === page.group) rows.push(row);
  }
  return { rows, next: null };
}

/** Returns how many of the first `scanned` keys (`scannedMax` by default) are in each group. */
export async function countGroups(
  ports: ListPorts,
  scanned: number = scannedMax,
): Promise<KeyCounts> {
  const counts = Object.fromEntries(keyGroups.map((group) => [group, 0])) as Record<
    KeyGroup,
    number
  >;
  let seen = 0;
  for await (const { group } of rowsOf(ports, null)) {
    if (seen === scanned) return { counts, isCutShort: true };
    seen += 1;
    counts[group] += 1;
  }
  return { counts, isCutShort: false };
}

/** Goes through all keys that people carry behind a number, as rows. */
export async function* rowsOf(ports: ListPorts, after: string | null): AsyncGenerator<KeyRow> {
  const now = ports.clock();
  for await (const key of carriedKeys(ports, after)) yield rowOf(key, now);
}

/** Returns the row of a key at `now`. */
export function rowOf({ serial, record }: FoundKey, now: UnixMilliseconds): KeyRow {
  const isTime = record !== null && clockOf(record.parameters) !== null;
  return {
    serial,
    holder: record?.holder ?? null,
    group: groupOf(record, now),
    heardAt: isTime ? (record.clock?.at ?? null) : null,
    isClock: isTime,
    measured: isTime && record.clock !== null ? measuredRate(record.clock) : null,
  };
}
