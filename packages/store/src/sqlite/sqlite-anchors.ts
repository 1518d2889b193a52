import type { KeyStore, TrailAnchor } from "@jeton/core";
import type { Database } from "better-sqlite3";
import { decodeAnchorRow, encodeAnchorRow } from "../rows.ts";
import type { Statements } from "./statements.ts";

/** Answers where trails begin; `use` as in `createSqliteKeyStore`. */
export function sqliteAnchors(
  db: Database,
  ask: Statements,
  use: <T>(serial: string, work: () => T) => T,
): Pick<KeyStore, "anchor" | "cutEvents"> {
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
    async anchor(serial) {
      const row = use(serial, () => ask.anchor.get(serial));
      return row ? decodeAnchorRow(row) : null;
    },
    cutEvents: async (anchor) => use(anchor.serial, () => cutEvents.immediate(anchor)),
  };
}
