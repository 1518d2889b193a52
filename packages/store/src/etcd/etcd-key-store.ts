import type { KeyStore, ListedKey } from "@jeton/core";
import {
  columnsOfHolder,
  decodeEventRow,
  decodeKeyRow,
  type EventRow,
  listKeyRow,
} from "../rows.ts";
import { behindHolders, requireChange, requireWhole } from "../store-arguments.ts";
import { etcdTrail } from "./etcd-trail.ts";
import type { Gateway } from "./gateway.ts";
import type { EtcdHistory } from "./history.ts";
import { columns, keyRows, type Layout } from "./layout.ts";
import { etcdLimits } from "./limits.ts";
import { hasValue, isAbsent, type Operation, read, type Span } from "./transaction.ts";
import { writeKey } from "./write-key.ts";

/** Returns the port over an open cluster. */
export function createEtcdKeyStore(
  gateway: Gateway,
  layout: Layout,
  history: EtcdHistory,
): KeyStore {
  const writer = writeKey(gateway, layout, history);

  const reading = async (run: readonly Operation[]) => (await gateway.commit({ run })).found;

  /** Reads up to `limit` keys, each with the floor of the store. */
  async function readKeys(span: Span, limit: number) {
    if (limit === 0) return [];
    const run = [read(span, { limit: limit * columns.length })];
    const { found, floor } = await history.reading({ run });
    return keyRows(found[0]?.entries ?? [], layout.keys).map((row) => ({ row, floor }));
  }

  return {
    async insert(record, events) {
      requireChange(record.serial, record, events);
      return writer.insert(record, events);
    },
    async load(serial) {
      const [found] = await readKeys(layout.key(serial), 1);
      return found ? decodeKeyRow(found.row, found.floor) : null;
    },
    /** Two questions whoever asks for whom; the second holds only if the first still does. */
    async loadForHolder(holder, decoySerial, place) {
      const { first, second } = columnsOfHolder(holder, place);
      const names = [layout.holder(first), layout.holder(second)];
      for (;;) {
        const owners = await reading(names.map((name) => read({ from: name })));
        const serials = names.map((_, index) => owners[index]?.entries[0]?.value ?? null);
        const { held, found, floor } = await history.reading({
          when: names.map((name, index) => {
            const serial = serials[index] ?? null;
            return serial === null ? isAbsent({ from: name }) : hasValue(name, serial);
          }),
          run: [read(layout.key(serials[0] ?? serials[1] ?? decoySerial))],
        });
        if (!held) continue;
        const [row] = keyRows(found[0]?.entries ?? [], layout.keys);
        return row ? decodeKeyRow(row, floor) : null;
      }
    },
    async replace(serial, revision, next, events) {
      requireChange(serial, next, events);
      return writer.replace(revision, next, events);
    },
    async list({ after, limit }) {
      requireWhole("limit", limit);
      const found = await readKeys(layout.keysAfter(after), limit);
      return found.map(({ row, floor }) => listKeyRow(row, floor));
    },
    async findByHolder({ prefix, limit }) {
      requireWhole("limit", limit);
      if (limit === 0) return [];
      const span = { from: layout.holder(prefix), to: layout.holder(behindHolders(prefix)) };
      const [holders] = await reading([read(span, { limit })]);
      const serials = (holders?.entries ?? []).map(({ value }) => value);
      const listed: ListedKey[] = [];
      for (let at = 0; at < serials.length; at += etcdLimits.operationsMax) {
        const some = serials.slice(at, at + etcdLimits.operationsMax);
        const run = some.map((serial) => read(layout.key(serial)));
        const { found, floor } = await history.reading({ run });
        const rows = found.flatMap(({ entries }) => keyRows(entries, layout.keys));
        listed.push(...rows.map((row) => listKeyRow(row, floor)));
      }
      return listed;
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
