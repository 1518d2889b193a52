/** Keys from `from` up to, but not including, `to`. Without `to` the one key. */
export type Span = { readonly from: string; readonly to?: string };

/** A key as etcd keeps it. etcd counts the changes of a key itself: `version` is 1 at first. */
export type Entry = {
  readonly key: string;
  readonly value: string;
  readonly version: number;
  /** The store's revision at the key's last change. */
  readonly changedAt: string;
};

/** What a reading operation found. */
export type Found = { readonly entries: readonly Entry[]; readonly count: number };

/** A condition of a transaction, as the JSON gateway takes it. */
export type Compare = Readonly<Record<string, string>>;

/** One operation of a transaction, as the JSON gateway takes it. */
export type Operation =
  | { readonly request_range: Readonly<Record<string, string | boolean>> }
  | { readonly request_put: { readonly key: string; readonly value: string } }
  | { readonly request_delete_range: Readonly<Record<string, string>> };

/** If all comparisons hold, `run` is done, or else `otherwise`: in one step, or not at all. */
export type Transaction = {
  readonly when?: readonly Compare[];
  readonly run: readonly Operation[];
  readonly otherwise?: readonly Operation[];
};

/** The key has been changed so many times: 0 when it is not there. */
export function hasVersion(key: string, version: number): Compare {
  return { ...place({ from: key }), target: "VERSION", result: "EQUAL", version: `${version}` };
}

/** None of the keys is there. */
export function isAbsent(span: Span): Compare {
  return { ...place(span), target: "CREATE", result: "EQUAL", create_revision: "0" };
}

/** The key is as it was read; null: it was not there. */
export function isUnchanged(key: string, entry: Entry | null): Compare {
  const changedAt = entry?.changedAt ?? "0";
  return { ...place({ from: key }), target: "MOD", result: "EQUAL", mod_revision: changedAt };
}

/** The key is there with this value. */
export function hasValue(key: string, value: string): Compare {
  return { ...place({ from: key }), target: "VALUE", result: "EQUAL", value: encode(value) };
}

/** The key is there with a value before this one, in the order of bytes. */
export function isBefore(key: string, value: string): Compare {
  return { ...place({ from: key }), target: "VALUE", result: "LESS", value: encode(value) };
}

export function put(key: string, value: string): Operation {
  return { request_put: { key: encode(key), value: encode(value) } };
}

export function remove(span: Span): Operation {
  return { request_delete_range: place(span) };
}

/** Reads keys in their order, or the last ones first. `limit` is at least 1. */
export function read(
  span: Span,
  options: { readonly limit?: number; readonly lastFirst?: boolean } = {},
): Operation {
  const { limit, lastFirst = false } = options;
  return {
    request_range: {
      ...place(span),
      ...(limit !== undefined && { limit: `${limit}` }),
      ...(lastFirst && { sort_order: "DESCEND", sort_target: "KEY" }),
    },
  };
}

/** Reads the names of keys only. */
export function readNames(span: Span, limit: number): Operation {
  return { request_range: { ...place(span), limit: `${limit}`, keys_only: true } };
}

/** Counts keys. */
export function count(span: Span): Operation {
  return { request_range: { ...place(span), count_only: true } };
}

/** Returns whether an operation changes nothing. */
export function isReading(operation: Operation): boolean {
  return "request_range" in operation;
}

function place({ from, to }: Span): Readonly<Record<string, string>> {
  return { key: encode(from), ...(to !== undefined && { range_end: encode(to) }) };
}

/** The JSON gateway writes bytes as base64. */
export function encode(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

export function decode(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}
