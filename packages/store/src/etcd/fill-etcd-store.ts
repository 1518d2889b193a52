import { randomUUID } from "node:crypto";
import type { KeyRecord } from "@jeton/core";
import { notEmpty, type OpenedStore, type StoreCounts, type StorePart } from "../opened-store.ts";
import { encodeAnchorRow, holderColumn, recordText } from "../rows.ts";
import { documentText } from "./etcd-document-store.ts";
import type { Gateway } from "./gateway.ts";
import { columns, keyRows, type Layout } from "./layout.ts";
import { etcdLimits } from "./limits.ts";
import { storeUnusable } from "./store-failure.ts";
import { count, hasValue, isAbsent, type Operation, put, read, remove } from "./transaction.ts";
import { insertedKey } from "./write-key.ts";

/** Returns what a whole store is counted and filled by. */
export function wholeEtcdStore(
  gateway: Gateway,
  layout: Layout,
): Pick<OpenedStore, "counts" | "fill" | "recordTexts"> {
  async function counts(): Promise<StoreCounts> {
    const { keys, events, documents } = layout;
    const { found } = await gateway.commit({ run: [keys, events, documents].map(count) });
    const [columnsFound = 0, eventsFound = 0, documentsFound = 0] = found.map((each) => each.count);
    return {
      keys: columnsFound / columns.length,
      events: eventsFound,
      documents: documentsFound,
    };
  }

  /** Until the mark is gone, the store cannot be opened: what etcd does in one step is smaller than a store. */
  async function beginFilling(token: string): Promise<void> {
    const { held } = await gateway.commit({
      when: [isAbsent({ from: layout.filling }), isAbsent(layout.keys), isAbsent(layout.documents)],
      run: [put(layout.filling, token)],
    });
    if (held) return;
    const found = await counts();
    throw storeUnusable(
      "use",
      gateway.place,
      found.keys + found.documents > 0
        ? notEmpty(found)
        : { found: "another copy is written into it", cure: "choose another one" },
    );
  }

  async function write(token: string, operations: readonly Operation[]): Promise<void> {
    const when = [hasValue(layout.filling, token)];
    const { held } = await gateway.commit({ when, run: operations });
    if (held) return;
    throw storeUnusable("use", gateway.place, {
      found: "somebody ended the copy that is written into it",
      cure: "begin again with an empty one",
    });
  }

  return {
    counts,
    async recordTexts({ after, limit }) {
      if (limit === 0) return [];
      const page = read(layout.keysAfter(after), { limit: limit * columns.length });
      const { found } = await gateway.commit({ run: [page] });
      return keyRows(found[0]?.entries ?? [], layout.keys).map((row) => recordText(row));
    },
    async fill(parts) {
      const token = randomUUID();
      await beginFilling(token);
      try {
        for await (const part of parts) {
          for (const some of inPieces(operationsOf(layout, part))) await write(token, some);
        }
      } catch (error) {
        const { keys, holders, events, anchors, documents } = layout;
        const filled = [keys, holders, events, anchors, documents, { from: layout.filling }];
        await gateway.commit({
          when: [hasValue(layout.filling, token)],
          run: filled.map(remove),
        });
        throw error;
      }
      // The copy may be an old one: without its history it begins with a floor.
      await write(token, [remove({ from: layout.filling }), remove({ from: layout.history })]);
    },
  };
}

function holding(layout: Layout, record: KeyRecord): readonly Operation[] {
  const holder = holderColumn(record);
  return holder === null ? [] : [put(layout.holder(holder), record.serial)];
}

function operationsOf(layout: Layout, { keys, documents }: StorePart): readonly Operation[] {
  return [
    ...keys.flatMap(({ record, events, anchor }) => [
      ...insertedKey(layout, record, events),
      ...holding(layout, record),
      ...(anchor === null
        ? []
        : [put(layout.anchor(record.serial), JSON.stringify(encodeAnchorRow(anchor)))]),
    ]),
    ...documents.map(({ kind, document }) =>
      put(layout.document(kind, document.id), documentText(document)),
    ),
  ];
}

/** Splits operations so that each piece is small enough for one transaction. */
function inPieces(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const pieces: Operation[][] = [];
  let bytes = 0;
  for (const operation of operations) {
    const size = JSON.stringify(operation).length;
    const last = pieces.at(-1);
    const isFull =
      last === undefined ||
      last.length === etcdLimits.operationsMax ||
      bytes + size > etcdLimits.bytesMax;
    if (isFull) pieces.push([operation]);
    else last.push(operation);
    bytes = isFull ? size : bytes + size;
  }
  return pieces;
}
