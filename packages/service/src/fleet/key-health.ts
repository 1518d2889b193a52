import {
  clockOf,
  clockSetSince,
  type Interval,
  isBeyond,
  type KeyRecord,
  type MeasuredRate,
  measuredRate,
  offsetAt,
  type Policy,
  passesAtOnceUntil,
  type UnixMilliseconds,
} from "@jeton/core";
import { originName } from "../keys/origin-name.ts";
import type { FleetSettings } from "./settings.ts";

/** What a look at the whole fleet knows of one key. Times are milliseconds since 1970. */
export type KeyHealth = {
  readonly serial: string;
  readonly holder: string | null;
  readonly batch: string;
  /** Null for a counter key, and before the first code. */
  readonly clock: ClockHealth | null;
  /** Its first event that the trail still has. */
  readonly firstSeenAt: UnixMilliseconds | null;
  readonly batteryEndsAt: number | null;
};

/** What is believed and was measured of a key's clock. */
export type ClockHealth = {
  readonly heardAt: UnixMilliseconds;
  /** Key clock minus true time at the moment of the look, ms. */
  readonly offset: Interval;
  /** Mean rate since the oldest moment that is remembered; null before a second code. */
  readonly measured: MeasuredRate | null;
  /** Until then all that it can show passes at once, if it is not used before; null: for longer than anybody asks. */
  readonly passesUntil: UnixMilliseconds | null;
  /** Since when and by how much, ms, it seems to have been set. */
  readonly set: { readonly since: UnixMilliseconds; readonly milliseconds: number } | null;
};

/** What the desk should know of a key before its holder calls. */
export const keyFindings = ["drifting", "clock-set", "battery"] as const;
export type KeyFinding = (typeof keyFindings)[number];

/** A battery is told of so long before its end, ms: half a year. */
const batteryNoticeMilliseconds = 182 * 86_400_000;
const yearMilliseconds = 365.25 * 86_400_000;

/** Keys of one batch differ in so many of their last characters. */
const ownCharacters = 3;

/**
 * Returns the batch of a key: its maker and model, as far as its file named them, and its number without what tells the
 * keys of a batch apart. Makers number them in a row.
 */
export function batchOf({ serial, origin }: Pick<KeyRecord, "serial" | "origin">): string {
  const numbers = serial.length > ownCharacters ? serial.slice(0, -ownCharacters) : serial;
  return [originName(origin), numbers].filter((part) => part !== "").join(" ");
}

/** Returns whether a key is one that somebody has or may get: lost and retired ones have no health. */
export function hasHealth({ state }: KeyRecord): boolean {
  return state.kind !== "lost" && state.kind !== "retired";
}

/** Returns the health of a key at `now`. */
export function keyHealth(
  record: KeyRecord,
  firstSeenAt: UnixMilliseconds | null,
  now: UnixMilliseconds,
  by: { readonly policy: Policy; readonly settings: FleetSettings },
): KeyHealth {
  const { batteryYears } = by.settings;
  return {
    serial: record.serial,
    holder: record.holder,
    batch: batchOf(record),
    clock: clockHealth(record, now, by.policy),
    firstSeenAt,
    batteryEndsAt:
      firstSeenAt === null ? null : Math.round(firstSeenAt + batteryYears * yearMilliseconds),
  };
}

/** Returns what is known of the key's clock at `now`; null for a counter key, and before the first code. */
export function clockHealth(
  record: KeyRecord,
  now: UnixMilliseconds,
  policy: Policy,
): ClockHealth | null {
  const { clock: belief, parameters } = record;
  const clock = clockOf(parameters);
  if (belief === null || clock === null) return null;
  const limits = { bounds: policy.clock, caps: policy.windows["in-service"] };
  return {
    heardAt: belief.at,
    offset: offsetAt(belief, now),
    measured: measuredRate(belief),
    passesUntil: passesAtOnceUntil(belief, clock, limits),
    set: clockSetSince(record),
  };
}

/** Returns what is found of a key at `now`, in a fleet of that middle rate, ppb. */
export function findingsOf(
  { clock, batteryEndsAt }: KeyHealth,
  fleetRatePpb: number,
  now: UnixMilliseconds,
): readonly KeyFinding[] {
  const { measured = null, set = null } = clock ?? {};
  const isFound: Readonly<Record<KeyFinding, boolean>> = {
    drifting: measured !== null && isBeyond(measured, fleetRatePpb),
    "clock-set": set !== null,
    battery: batteryEndsAt !== null && batteryEndsAt - now < batteryNoticeMilliseconds,
  };
  return keyFindings.filter((finding) => isFound[finding]);
}
