import type { KeyStore, TrailAnchor } from "@jeton/core";
import { type AnchorRow, decodeAnchorRow, type EventRow, encodeAnchorRow } from "../rows.ts";
import { requireWhole } from "../store-arguments.ts";
import type { Gateway } from "./gateway.ts";
import { columns, type Layout, serialIn } from "./layout.ts";
import { etcdLimits } from "./limits.ts";
import { type Entry, isUnchanged, put, read, readNames, remove, type Span } from "./transaction.ts";

/** Returns of which keys there is a trail and where it begins. */
export function etcdTrail(
  gateway: Gateway,
  layout: Layout,
): Pick<KeyStore, "anchor" | "cutEvents" | "trailSerials"> {
  async function cutEvents(anchor: TrailAnchor): Promise<boolean> {
    const { serial, count, hash } = anchor;
    const [anchorName, eventName] = [layout.anchor(serial), layout.event(serial, count)];
    for (;;) {
      const { found } = await gateway.commit({
        run: [
          read({ from: anchorName }),
          read({ from: eventName }),
          readNames(layout.eventsFrom(serial, count + 1), 1),
        ],
      });
      const [former = null, event = null, next] = found.map(({ entries }) => entries[0] ?? null);
      const isThere = (event && parsed<EventRow>(event).hash) === hash;
      const { count: formerCount, hash: formerHash } = parsedOrEmpty<AnchorRow>(former);
      const isSamePlace = formerCount === count && formerHash === hash;
      if (!(isThere || isSamePlace) || !next) return false;
      const { held } = await gateway.commit({
        when: [isUnchanged(anchorName, former)],
        run: [
          remove({ from: layout.event(serial, 0), to: layout.event(serial, count + 1) }),
          put(anchorName, JSON.stringify(encodeAnchorRow(anchor))),
        ],
      });
      if (held) return true;
    }
  }

  /** The serials of a page of names, in their order. */
  async function serialsOf(table: Span, from: string, limit: number): Promise<readonly string[]> {
    const { found } = await gateway.commit({ run: [readNames({ ...table, from }, limit)] });
    return [...new Set((found[0]?.entries ?? []).map(({ key }) => serialIn(key, table)))];
  }

  /** Finds a serial that has events, behind `after` and before `before`, for each such gap. */
  async function inGaps(gaps: readonly Gap[]): Promise<readonly string[]> {
    const serials: string[] = [];
    for (let at = 0; at < gaps.length; at += etcdLimits.operationsMax) {
      const some = gaps.slice(at, at + etcdLimits.operationsMax);
      const { found } = await gateway.commit({ run: some.map((gap) => readNames(gap, 1)) });
      const names = found.flatMap(({ entries }) => entries.map(({ key }) => key));
      serials.push(...names.map((name) => serialIn(name, layout.events)));
    }
    return serials;
  }

  async function trailSerials(after: string | null, limit: number): Promise<readonly string[]> {
    const { keys, events, anchors } = layout;
    const start = ({ from }: Span) => (after === null ? from : `${from}${after}\u0001`);
    const known = new Set([
      ...(await serialsOf(keys, start(keys), limit * columns.length)),
      ...(await serialsOf(anchors, start(anchors), limit)),
    ]);
    // Events of which there is no key: between two known serials there are none, or somebody put them there.
    for (;;) {
      const sorted = [...known].sort(byCodeUnits).slice(0, limit);
      const isFull = sorted.length === limit;
      const edges = [start(events), ...sorted.map((serial) => `${events.from}${serial}\u0001`)];
      const ends = [...sorted.map((serial) => `${events.from}${serial}\0`), events.to ?? ""];
      const gaps = edges.map((from, place) => ({ from, to: ends[place] ?? "" }));
      const hidden = await inGaps(isFull ? gaps.slice(0, -1) : gaps);
      if (hidden.length === 0) return sorted;
      for (const serial of hidden) known.add(serial);
    }
  }

  return {
    async trailSerials({ after, limit }) {
      requireWhole("limit", limit);
      return limit === 0 ? [] : trailSerials(after, limit);
    },
    async anchor(serial) {
      const { found } = await gateway.commit({ run: [read({ from: layout.anchor(serial) })] });
      const entry = found[0]?.entries[0];
      return entry === undefined ? null : decodeAnchorRow(parsed<AnchorRow>(entry));
    },
    cutEvents,
  };
}

type Gap = Required<Span>;

function parsed<Row>({ value }: Entry): Row {
  return JSON.parse(value) as Row;
}

function parsedOrEmpty<Row>(entry: Entry | null): Partial<Row> {
  return entry === null ? {} : parsed<Row>(entry);
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : 1;
}
