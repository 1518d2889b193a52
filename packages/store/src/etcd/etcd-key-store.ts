import type { KeyStore } from "@jeton/core";
import { decodeEventRow, decodeKeyRow, type EventRow, listKeyRow } from "../rows.ts";
import { behindHolders, requireChange, requireWhole } from "../store-arguments.ts";
import { etcdTrail } from "./etcd-trail.ts";
import type { Gateway } from "./gateway.ts";
import { columns, keyRows, type Layout } from "./layout.ts";
import { etcdLimits } from "./limits.ts";
import { hasValue, isAbsent, type Operation, read, type Span } from "./transaction.ts";
import { writeKey } from "./write-key.ts";

/** Returns the port over an open cluster. */
export function createEtcdKeyStore(gateway: Gateway, layout: Layout): KeyStore {
  /** Reads the columns of up to `limit` keys. */
  async function readKeys(span: Span, limit: number) {
    if (limit === 0) return [];
    const [found] = await reading([read(span, { limit: limit * columns.length })]);
    return keyRows(found?.entries ?? [], layout.keys);
  }

  const reading = async (run: readonly Operation[]) => (await gateway.commit({ run })).found;
  const writer = writeKey(gateway, layout);

  return {
    async insert(record, events) {
      requireChange(record.serial, record, events);
      return writer.insert(record, events);
    },
    async load(serial) {
      const [row] = await readKeys(layout.key(serial), 1);
      return row ? decodeKeyRow(row) : null;
    },
    /** Two questions whoever asks for whom; the second holds only if the first still does. */
    async loadForHolder(holder, decoySerial) {
      for (;;) {
        const name = layout.holder(holder);
        const [owner] = await reading([read({ from: name })]);
        const serial = owner?.entries[0]?.value ?? null;
        const { held, found } = await gateway.commit({
          when: [serial === null ? isAbsent({ from: name }) : hasValue(name, serial)],
          run: [read(layout.key(serial ?? decoySerial))],
        });
        if (!held) continue;
        const [row] = keyRows(found[0]?.entries ?? [], layout.keys);
        return row ? decodeKeyRow(row) : null;
      }
    },
    async replace(serial, revision, next, events) {
      requireChange(serial, next, events);
      return writer.replace(revision, next, events);
    },
    async list({ after, limit }) {
      requireWhole("limit", limit);
      return (await readKeys(layout.keysAfter(after), limit)).map((row) => listKeyRow(row));
    },
    async findByHolder({ prefix, limit }) {
      requireWhole("limit", limit);
      if (limit === 0) return [];
      const span = { from: layout.holder(prefix), to: layout.holder(behindHolders(prefix)) };
      const [holders] = await reading([read(span, { limit })]);
      const serials = (holders?.entries ?? []).map(({ value }) => value);
      const rows = [];
      for (let at = 0; at < serials.length; at += etcdLimits.operationsMax) {
        const some = serials.slice(at, at + etcdLimits.operationsMax);
        const found = await reading(some.map((serial) => read(layout.key(serial))));
        rows.push(...found.flatMap(({ entries }) => keyRows(entries, layout.keys)));
      }
      return rows.map((row) => listKeyRow(row));
    },
    async events(serial, { afterSequence, limit }) {
      requireWhole("limit", limit);
      requireWhole("afterSequence", afterSequence);
      if (limit === 0) return [];
      const span = layout.eventsFrom(serial, afterSequence + 1);
      const [found] = await reading([read(span, { limit })]);
      return (found?.entries ?? []).map(({ value }) =>
        decodeEventRow(JSON.parse(value) as EventRow),
      );
    },
    ...etcdTrail(gateway, layout),
    close: () => gateway.close(),
  };
}
