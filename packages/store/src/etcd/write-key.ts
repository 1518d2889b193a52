import { type ChainedEvent, type KeyRecord, OtpError, RecordDamagedError } from "@jeton/core";
import { encodeEventRow, encodeKeyRow, holderColumn } from "../rows.ts";
import { eventPlaceTaken, otherKey } from "../store-arguments.ts";
import type { Committed, Gateway } from "./gateway.ts";
import type { EtcdHistory } from "./history.ts";
import { type Column, type Layout, stepText } from "./layout.ts";
import {
  type Compare,
  type Entry,
  type Found,
  hasValue,
  hasVersion,
  isAbsent,
  isBefore,
  type Operation,
  put,
  read,
  remove,
} from "./transaction.ts";

/** No text comes between another one and the same with this behind it: "before that" is "at most this". */
const successor = "\0";

/** The changes of keys, each one transaction. `requireChange` is the caller's. */
export type KeyWriter = {
  readonly insert: (record: KeyRecord, events: readonly ChainedEvent[]) => Promise<boolean>;
  readonly replace: (
    revision: number,
    next: KeyRecord,
    events: readonly ChainedEvent[],
  ) => Promise<boolean>;
};

export function writeKey(gateway: Gateway, layout: Layout, history: EtcdHistory): KeyWriter {
  async function insert(record: KeyRecord, events: readonly ChainedEvent[]): Promise<boolean> {
    const { serial } = record;
    const holder = holderColumn(record);
    const { held, found } = await gateway.commit({
      when: [
        isAbsent(layout.key(serial)),
        isAbsent(layout.eventsFrom(serial, 0)),
        ...(holder === null ? [] : [isAbsent({ from: layout.holder(holder) })]),
      ],
      run: [
        ...insertedKey(layout, record, events),
        ...(holder === null ? [] : [put(layout.holder(holder), serial)]),
      ],
      otherwise: [
        read({ from: layout.column(serial, "record") }),
        read({ from: layout.holder(holder ?? "") }),
      ],
    });
    if (held) return true;
    if (found[0]?.entries.length === 1) return false;
    throw found[1]?.entries.length === 1 ? holderTaken(serial) : eventPlaceTaken(serial);
  }

  /** Carries a change out if it is the next one of its key, decided under the present floor, and `when` holds. */
  async function make(
    change: Change,
    when: readonly Compare[],
    run: readonly Operation[] = [],
  ): Promise<Pick<Committed, "held" | "found">> {
    const { next, events } = change;
    // Under another floor the key counts as changed by somebody else: nothing is found of it.
    const nothing = { held: false, found: [] };
    const under = await history.under(next.floor?.mark ?? null);
    if (under === null) return nothing;
    const committed = await gateway.commit({
      when: [under.isStill, ...isNext(layout, change), ...when],
      run: [...changedKey(layout, next, events), ...run],
      otherwise: [...explaining(layout, next, events), under.look],
    });
    history.requireSame(committed);
    return committed.held || under.wasStill(committed.found.at(-1)) ? committed : nothing;
  }

  /** With the holder as it is: the usual change, one round trip. */
  async function replace(
    revision: number,
    next: KeyRecord,
    events: readonly ChainedEvent[],
  ): Promise<boolean> {
    // etcd counts 0 changes of a key that is not there.
    if (revision < 1) return false;
    const { serial } = next;
    const column = layout.column(serial, "holder");
    const change = { revision, next, events };
    const { held, found } = await make(change, [hasValue(column, holderColumn(next) ?? "")]);
    if (held) return true;
    const why = explained(found);
    if (!isOrderly(layout, change, why)) return false;
    return rehold(change, why.seen(column)?.value ?? "");
  }

  /** Takes the key from its holder `former` ("" for nobody), or gives it to another one. */
  async function rehold(change: Change, former: string): Promise<boolean> {
    const { serial } = change.next;
    const holder = holderColumn(change.next);
    const { held, found } = await make(
      change,
      [
        hasValue(layout.column(serial, "holder"), former),
        ...(holder === null ? [] : [isAbsent({ from: layout.holder(holder) })]),
      ],
      [
        put(layout.column(serial, "holder"), holder ?? ""),
        ...(former === "" ? [] : [remove({ from: layout.holder(former) })]),
        ...(holder === null ? [] : [put(layout.holder(holder), serial)]),
      ],
    );
    if (held) return true;
    if (!isOrderly(layout, change, explained(found))) return false;
    throw holderTaken(serial);
  }

  return { insert, replace };
}

type Change = {
  readonly revision: number;
  readonly next: KeyRecord;
  readonly events: readonly ChainedEvent[];
};

/** Returns what makes a new key: all of its columns, and its events. */
export function insertedKey(
  layout: Layout,
  record: KeyRecord,
  events: readonly ChainedEvent[],
): readonly Operation[] {
  const row = encodeKeyRow(record, 1);
  const texts: Readonly<Record<Column, string>> = {
    accepted: stepText(acceptedIn(events)),
    holder: row.holder ?? "",
    record: row.record,
    step: stepText(row.last_step),
  };
  const columns = Object.entries(texts) as readonly [Column, string][];
  return [
    ...columns.map(([column, text]) => put(layout.column(row.serial, column), text)),
    ...appended(layout, events),
  ];
}

function changedKey(
  layout: Layout,
  next: KeyRecord,
  events: readonly ChainedEvent[],
): readonly Operation[] {
  const { serial, record, last_step } = encodeKeyRow(next, 1);
  const accepted = acceptedIn(events);
  return [
    put(layout.column(serial, "record"), record),
    put(layout.column(serial, "step"), stepText(last_step)),
    ...(accepted === null ? [] : [put(layout.column(serial, "accepted"), stepText(accepted))]),
    ...appended(layout, events),
  ];
}

function appended(layout: Layout, events: readonly ChainedEvent[]): readonly Operation[] {
  return events.map((event) =>
    put(layout.event(event.serial, event.sequence), JSON.stringify(encodeEventRow(event))),
  );
}

/** Law 2, by the engine: the revision, lastStep and the accepted steps only go on. */
function isNext(layout: Layout, { revision, next, events }: Change): readonly Compare[] {
  const { serial, lastStep } = next;
  const accepted = acceptedIn(events);
  const [first] = events;
  return [
    hasVersion(layout.column(serial, "record"), revision),
    isBefore(layout.column(serial, "step"), `${stepText(lastStep)}${successor}`),
    ...(accepted === null ? [] : [isBefore(layout.column(serial, "accepted"), stepText(accepted))]),
    ...(first === undefined ? [] : [isAbsent(layout.eventsFrom(serial, first.sequence))]),
  ];
}

/** Returns the last step that the events accept; null for none. */
export function acceptedIn(events: readonly ChainedEvent[]): number | null {
  const steps = events.flatMap(({ kind, step }) =>
    step !== null && (kind === "accepted" || kind === "commissioned") ? [step] : [],
  );
  return steps.length === 0 ? null : Math.max(...steps);
}

/** Reads what tells why a change was not made. */
function explaining(
  layout: Layout,
  { serial }: KeyRecord,
  events: readonly ChainedEvent[],
): readonly Operation[] {
  const first = events[0]?.sequence ?? Number.MAX_SAFE_INTEGER;
  return [read(layout.key(serial)), read(layout.eventsFrom(serial, first), { limit: 1 })];
}

type Explained = {
  readonly seen: (key: string) => Entry | undefined;
  readonly isEventThere: () => boolean;
};

/** Reads what `explaining` found. */
function explained([columns, events]: readonly Found[]): Explained {
  const entries = new Map(columns?.entries.map((each) => [each.key, each]));
  return {
    seen: (key) => entries.get(key),
    isEventThere: () => (events?.entries.length ?? 0) > 0,
  };
}

/**
 * Returns whether the key is still at the revision. Throws what the port says of a change that goes
 * back.
 */
function isOrderly(
  layout: Layout,
  { revision, next, events }: Change,
  { seen, isEventThere }: Explained,
): boolean {
  const { serial } = next;
  const column = (name: Column) => seen(layout.column(serial, name));
  if (column("record")?.version !== revision) return false;
  const [step, accepted] = [column("step")?.value, column("accepted")?.value];
  if (step === undefined || accepted === undefined) {
    throw new RecordDamagedError(serial, "a column is missing");
  }
  if (stepText(next.lastStep) < step) throw stepReopened(serial, step);
  if (isEventThere()) throw eventPlaceTaken(serial);
  const newlyAccepted = acceptedIn(events);
  if (newlyAccepted !== null && stepText(newlyAccepted) <= accepted) {
    throw stepReopened(serial, accepted);
  }
  return true;
}

function stepReopened(serial: string, stored: string): OtpError {
  const message = `Cannot store key "${serial}": its step goes back, expected ${Number(stored)} or later`;
  return new OtpError("STEP_REOPENED", message);
}

function holderTaken(serial: string): OtpError {
  return new OtpError("HOLDER_TAKEN", `Cannot store key "${serial}": ${otherKey}`);
}
