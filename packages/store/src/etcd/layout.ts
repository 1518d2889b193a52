import type { KeyRow } from "../rows.ts";
import type { Entry, Span } from "./transaction.ts";

/**
 * Where everything stands, as keys of etcd, in the order of their bytes:
 *
 *     PREFIX/format                    the layout's version
 *     PREFIX/filling                   while a copy is written
 *     PREFIX/history                   the cluster on which the store was last used, and its floor
 *     PREFIX/keys/SERIAL␀accepted      the last step that was accepted; empty for none
 *     PREFIX/keys/SERIAL␀holder        empty for none
 *     PREFIX/keys/SERIAL␀record        etcd's version of this key is the record's revision
 *     PREFIX/keys/SERIAL␀step          lastStep; empty for none
 *     PREFIX/holders/HOLDER            the serial: unique, since it is a key
 *     PREFIX/events/SERIAL␀SEQUENCE
 *     PREFIX/anchors/SERIAL
 *     PREFIX/documents/KIND/ID         etcd's version is the document's revision
 *
 * NUL (␀) stands before every character of a serial, so that "K1" and its rows come before "K10".
 */
export type Layout = {
  readonly format: string;
  readonly filling: string;
  readonly history: string;
  readonly everything: Span;
  readonly keys: Span;
  readonly holders: Span;
  readonly events: Span;
  readonly anchors: Span;
  readonly documents: Span;
  readonly column: (serial: string, column: Column) => string;
  /** All columns of one key. */
  readonly key: (serial: string) => Span;
  /** The columns of all keys behind a serial. */
  readonly keysAfter: (serial: string | null) => Span;
  readonly holder: (holder: string) => string;
  readonly event: (serial: string, sequence: number) => string;
  /** The events of a key from a sequence on. */
  readonly eventsFrom: (serial: string, sequence: number) => Span;
  readonly anchor: (serial: string) => string;
  readonly document: (kind: string, id: string) => string;
};

export const columns = ["accepted", "holder", "record", "step"] as const;
export type Column = (typeof columns)[number];

/** Returns the places of a store under `prefix`. */
export function layoutOf(prefix: string): Layout {
  const at = (...words: readonly string[]) => [prefix, ...words].join("/");
  const table = (name: string): Span => ({ from: at(name, ""), to: `${at(name)}0` });
  const keys = table("keys");
  const event = (serial: string, sequence: number) =>
    at("events", `${serial}\0${padded(sequence)}`);
  return {
    format: at("format"),
    filling: at("filling"),
    history: at("history"),
    everything: { from: at(""), to: `${prefix}0` },
    keys,
    holders: table("holders"),
    events: table("events"),
    anchors: table("anchors"),
    documents: table("documents"),
    column: (serial, column) => at("keys", `${serial}\0${column}`),
    key: (serial) => ({ from: at("keys", `${serial}\0`), to: at("keys", `${serial}\u0001`) }),
    keysAfter: (serial) =>
      serial === null ? keys : { ...keys, from: at("keys", `${serial}\u0001`) },
    holder: (holder) => at("holders", holder),
    event,
    eventsFrom: (serial, sequence) => ({
      from: event(serial, sequence),
      to: at("events", `${serial}\u0001`),
    }),
    anchor: (serial) => at("anchors", serial),
    document: (kind, id) => at("documents", kind, id),
  };
}

/** Returns a whole number as a text whose order is that of the numbers. */
export function padded(number: number): string {
  return `${number}`.padStart(16, "0");
}

/** Returns a step as a text whose order is that of the steps, none before all. */
export function stepText(step: number | null): string {
  return step === null ? "" : padded(step);
}

/** Returns the serial in the name of a key, an event or an anchor. */
export function serialIn(name: string, { from }: Span): string {
  return name.slice(from.length).split("\0")[0] ?? "";
}

/** Returns the rows of keys from their columns. What is missing is for the reading of the row to find. */
export function keyRows(entries: readonly Entry[], keys: Span): readonly KeyRow[] {
  const rows = new Map<string, KeyRow>();
  for (const { key, value, version } of entries) {
    const serial = serialIn(key, keys);
    const row = rows.get(serial) ?? {
      ...{ serial, revision: 0, holder: null, last_step: null, record: "" },
    };
    rows.set(serial, { ...row, ...columnOf(key.slice(key.indexOf("\0") + 1), value, version) });
  }
  return [...rows.values()];
}

function columnOf(column: string, value: string, version: number): Partial<KeyRow> {
  switch (column) {
    case "holder":
      return { holder: value === "" ? null : value };
    case "record":
      return { record: value, revision: version };
    case "step":
      return { last_step: value === "" ? null : Number(value) };
    default:
      return {};
  }
}
