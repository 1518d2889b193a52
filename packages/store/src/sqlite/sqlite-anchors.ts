import type { KeyStore, TrailAnchor } from "@jeton/core";
import type { Database } from "better-sqlite3";
import { decodeAnchorRow, encodeAnchorRow } from "../rows.ts";
import { requireWhole } from "../store-arguments.ts";
import type { Statements } from "./statements.ts";

/** Returns the keys that have a trail, and where it begins; `use` as in `createSqliteKeyStore`. */
export function sqliteAnchors(
  db: Database,
  ask: Statements,
  use: <T>(serial: string, work: () => T) => T,
): Pick<KeyStore, "anchor" | "cutEvents" | "trailSerials"> {
  const cutEvents = db.transaction((anchor: TrailAnchor): boolean => {
    const { serial, count, hash } = anchor;
    const place = { serial, sequence: count };
    const former = ask.anchor.get(serial);
    const isSamePlace = former?.count === count && former.hash === hash;
    if (!isSamePlace && ask.eventHash.get(place) !== hash) return false;
    if (ask.isLongerThan.get(place) === undefined) return false;
    const row = encodeAnchorRow(anchor);
    if (former === undefined) ask.setAnchor.run(row);
    else ask.moveAnchor.run(row);
    ask.cut.run(place);
    return true;
  });
  return {
    async trailSerials({ after, limit }) {
      requireWhole("limit", limit);
      return use("", () => ask.trailSerials.all({ after, limit }));
    },
    async anchor(serial) {
      const row = use(serial, () => ask.anchor.get(serial));
      return row ? decodeAnchorRow(row) : null;
    },
    cutEvents: async (anchor) => use(anchor.serial, () => cutEvents.immediate(anchor)),
  };
}
