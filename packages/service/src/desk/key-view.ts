import {
  clockOf,
  counterWindows,
  type Interval,
  type KeyRecord,
  middle,
  offsetAt,
  passingWindows,
  spentUpTo,
  type UnixMilliseconds,
} from "@jeton/core";
import { loadKey, otherKeyOf, type Ports } from "@jeton/validator/parts";
import { clockHealth } from "../fleet/key-health.ts";
import { type Person, personOf } from "../holders/find-entries.ts";
import { foundKey } from "../keys/found-key.ts";
import type { Scoped } from "../scoped/index.ts";
import type { Ticket } from "../tickets/index.ts";
import { reasonsOf } from "./act-notes.ts";
import { type Finding, findingOf } from "./finding.ts";
import type { ListedEvent } from "./parts/event-list.tsx";

/** All that the page of a key shows. It holds no seed, no PIN and no code. */
export type KeyView = {
  readonly now: UnixMilliseconds;
  readonly record: KeyRecord;
  /** The last ones, the newest first. */
  readonly events: readonly ListedEvent[];
  readonly finding: Finding;
  readonly lastUsedAt: UnixMilliseconds | null;
  readonly clock: ClockView | null;
  /** Of a counter key. */
  readonly counter: CounterView | null;
  /** Recent ones that name this key or its holder. */
  readonly tickets: readonly Ticket[];
  /** The serial of the other key of its holder; null for none. */
  readonly otherKey: string | null;
  /** Null for a key that nobody has. */
  readonly person: Person | null;
};

/** What is believed of a key's clock, in seconds and ppm. */
export type ClockView = {
  readonly heardAt: UnixMilliseconds;
  readonly offset: Interval;
  readonly ratePpm: Interval;
  /** What was known of the offset, moment by moment, up to now; then what is expected. */
  readonly course: readonly { readonly at: number; readonly offset: Interval }[];
  /** How many codes pass at this moment. */
  readonly codesAccepted: number;
  /** From then on the next code is asked for, if the key is not used before; null: for longer than anybody asks. */
  readonly asksNextFrom: UnixMilliseconds | null;
  /** Since when and by how much, s, it seems to have been set. */
  readonly set: { readonly since: UnixMilliseconds; readonly seconds: number } | null;
};

/** What is believed of a key's counter. */
export type CounterView = {
  readonly next: number;
  /** How many codes pass at this moment, those of spent counters left out. */
  readonly codesAccepted: number;
};

const eventsShown = 40;

/** Returns what the page of a key shows; null when there is no such key. */
export async function keyView(
  { ports, directory, tickets }: Pick<Scoped, "ports" | "directory" | "tickets">,
  serial: string,
): Promise<KeyView | null> {
  const stored = await loadKey(ports, serial);
  if (stored === null) return null;
  const { record } = stored;
  const afterSequence = Math.max(0, record.audit.count - eventsShown);
  const events = await ports.store.events(serial, { afterSequence, limit: eventsShown });
  const reasons = await reasonsOf(ports, serial, afterSequence);
  const now = ports.clock();
  const used = events.findLast(({ kind }) => kind === "accepted" || kind === "commissioned");
  return {
    now,
    record,
    events: events
      .map((event) => ({ ...event, actReason: reasons.get(event.sequence) ?? null }))
      .reverse(),
    finding: findingOf(record, events, now),
    lastUsedAt: used?.at ?? null,
    clock: clockView(ports, record, now),
    counter: counterView(ports, record),
    tickets: await tickets.recentNaming(record),
    otherKey: (await foundKey(otherKeyOf(ports, record)))?.serial ?? null,
    person: record.holder === null ? null : await personOf(directory, record.holder),
  };
}

function clockView({ policy }: Ports, record: KeyRecord, now: UnixMilliseconds): ClockView | null {
  const { clock: belief, parameters, state } = record;
  const keyClock = clockOf(parameters);
  if (belief === null || keyClock === null) return null;
  const limits = { bounds: policy.clock, caps: policy.windows[state.kind] };
  const { accept } = passingWindows(belief, now, keyClock, limits);
  const scaled = (of: Interval) => ({ min: of.min / 1000, max: of.max / 1000 });
  const course = [...belief.anchors, { at: belief.at, offset: belief.offset }]
    .filter(({ at }) => at < now)
    .map(({ at, offset }) => ({ at, offset: scaled(offset) }));
  const offset = scaled(offsetAt(belief, now));
  const health = clockHealth(record, now, policy);
  const set = health?.set ?? null;
  return {
    heardAt: belief.at,
    offset,
    ratePpm: scaled(belief.rate),
    course: [...course, { at: now, offset }],
    codesAccepted: accept === null ? 0 : accept.to - accept.from + 1,
    asksNextFrom: health?.passesUntil ?? null,
    set: set && { since: set.since, seconds: set.milliseconds / 1000 },
  };
}

function counterView({ policy }: Ports, record: KeyRecord): CounterView | null {
  const { counter, state } = record;
  if (counter === null) return null;
  const limits = { caps: policy.windows[state.kind], scanSteps: policy.scanSteps };
  const { accept } = counterWindows(counter.next, limits);
  const spent = spentUpTo(record, policy) ?? -1;
  const codesAccepted = accept === null ? 0 : accept.to - Math.max(accept.from - 1, spent);
  return { next: counter.next, codesAccepted: Math.max(0, codesAccepted) };
}

/** The middle of an interval in seconds, to a tenth. */
export function likeliest({ min, max }: Interval): number {
  return middle({ min: Math.round(min * 10), max: Math.round(max * 10) }) / 10;
}
