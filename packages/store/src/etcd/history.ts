import { floorReader } from "../floor-reader.ts";
import type { ReadFloor } from "../rows.ts";
import type { Committed, Gateway } from "./gateway.ts";
import type { Layout } from "./layout.ts";
import { outcomeUnknown, storeUnusable } from "./store-failure.ts";
import {
  type Compare,
  type Found,
  hasValue,
  isAbsent,
  type Operation,
  put,
  read,
} from "./transaction.ts";

/**
 * Compares the store's history with the cluster's. A cluster that keeps its majority loses nothing; one that
 * was made from a snapshot is another cluster, with an id of its own. The store's row says on which cluster
 * it was last used, and is read and compared in the very transactions of an attempt.
 */
export type EtcdHistory = {
  /** Carries out a transaction that only reads, on the present history, and returns its floor as well. */
  readonly reading: (transaction: {
    readonly when?: readonly Compare[];
    readonly run: readonly Operation[];
  }) => Promise<Committed & { readonly floor: ReadFloor }>;
  /** Returns what a change is compared with that was decided under a floor; null if the floor is another one. */
  readonly under: (mark: number | null) => Promise<Under | null>;
  /**
   * Checks the cluster that took a change. Throws OtpError OUTCOME_UNKNOWN if it is another one than the row
   * says: what was decided rests on a cluster that is no more.
   */
  readonly requireSame: (committed: Committed) => void;
};

export type Under = {
  /** Whether the store is still under that floor, on that cluster. */
  readonly isStill: Compare;
  /** Reads what `wasStill` looks at. */
  readonly look: Operation;
  readonly wasStill: (looked: Found | undefined) => boolean;
};

type HistoryRow = { readonly cluster: string; readonly floor: number | null };

/** How often a history may change while one question is asked. */
const changesMax = 10;

/** Returns the comparison for one node; `onFloor` is called when this node raises the floor. */
export function etcdHistory(
  gateway: Gateway,
  layout: Layout,
  onFloor: (mark: number) => void = () => {},
): EtcdHistory {
  const floorOf = floorReader();
  let present: { readonly text: string; readonly row: HistoryRow } | null = null;

  async function reading({
    when = [],
    run,
  }: {
    readonly when?: readonly Compare[];
    readonly run: readonly Operation[];
  }) {
    const history = read({ from: layout.history });
    for (let change = 0; change < changesMax; change += 1) {
      const transaction = { when, run: [...run, history], otherwise: [history] };
      const committed = await gateway.commit(transaction);
      const text = committed.found.at(-1)?.entries[0]?.value ?? null;
      const row = text === null ? null : (JSON.parse(text) as HistoryRow);
      if (text !== null && row?.cluster === committed.cluster) {
        present = { text, row };
        return { ...committed, found: committed.found.slice(0, -1), floor: floorOf(row.floor) };
      }
      await takeOver(text, row, committed.cluster);
    }
    throw storeUnusable("use", gateway.place, {
      found: `its history changed ${changesMax} times while one question was asked`,
      cure: "see whether several clusters answer at its address",
    });
  }

  /** Takes over the cluster's history, unless another node has done so. A new store begins without a floor. */
  async function takeOver(text: string | null, row: HistoryRow | null, cluster: string) {
    const isAsRead =
      text === null ? isAbsent({ from: layout.history }) : hasValue(layout.history, text);
    const taken = (floor: number | null) =>
      put(layout.history, JSON.stringify({ cluster, floor } satisfies HistoryRow));
    if (row === null) {
      const when = [isAsRead, isAbsent(layout.keys)];
      if ((await gateway.commit({ when, run: [taken(null)] })).held) return;
    }
    const floor = Math.max(Date.now(), (row?.floor ?? 0) + 1);
    const { held } = await gateway.commit({ when: [isAsRead], run: [taken(floor)] });
    if (held) onFloor(floor);
  }

  return {
    reading,
    async under(mark) {
      if (present === null) await reading({ run: [] });
      if (present === null || present.row.floor !== mark) return null;
      const { text } = present;
      return {
        isStill: hasValue(layout.history, text),
        look: read({ from: layout.history }),
        wasStill: (looked) => looked?.entries[0]?.value === text,
      };
    },
    requireSame({ cluster }) {
      if (cluster === present?.row.cluster) return;
      const found = "another cluster than before answers at its address";
      throw outcomeUnknown(gateway.place, found);
    },
  };
}
