import type { Context } from "hono";
import { mayUse } from "../staff/rights.ts";
import { answerPage } from "../web/view.ts";
import { answerCsv, eachOf, keysCsv } from "./csv.ts";
import type { ScopedParts } from "./desk-view.ts";
import {
  ageFilters,
  driftFilters,
  filterKeys,
  isPlain,
  type KeyFilter,
  keySorts,
  usedFilters,
  withFirstSeen,
} from "./filter-keys.ts";
import { addListFile } from "./list-files.ts";
import { countGroups, type KeyRow, keyGroups, listKeys, rowsOf } from "./list-keys.ts";
import { type KeysOfPage, KeysPage } from "./pages/keys-page.tsx";
import { deskPaths } from "./paths.ts";
import type { DeskDoor } from "./staff-routes.ts";
import { startOf } from "./start-of.ts";

const rowsShown = 50;
const afterLengthMax = 128;

/** Adds the list of keys by state, use, drift and age, and the same as a file. */
export function addListRoutes(door: DeskDoor): void {
  door.page({ path: deskPaths.keys, right: "see" }, async (c, { view, live, parts }) => {
    const filter = filterOf(c);
    const page = await pageOf(c, parts, filter);
    // Counted where a list begins: the pages behind it cost no second look at all keys.
    const counts = page.isFirst ? await countGroups(parts.ports) : null;
    const { account } = live;
    const rights = { mayExport: mayUse(account, "export-list"), mayAct: mayUse(account, "act") };
    const isAsked = c.req.query("choose") !== undefined;
    return answerPage(
      c,
      200,
      <KeysPage view={view} {...{ filter, page, counts, isAsked }} {...rights} />,
    );
  });

  addListFile(door, deskPaths.keysFile, async (c, { view, parts: { ports } }) => {
    const filter = filterOf(c);
    const { group } = filter;
    if (!isPlain(filter)) {
      // A file that lacks keys would be taken for the whole list.
      const { rows } = await filterKeys(ports, filter, Number.POSITIVE_INFINITY);
      return answerCsv(c, "keys", keysCsv(view, eachOf(rows)));
    }
    return answerCsv(c, group ?? "keys", keysCsv(view, ofGroup(rowsOf(ports, null), group)));
  });
}

async function pageOf(c: Context, { ports }: ScopedParts, filter: KeyFilter): Promise<KeysOfPage> {
  if (isPlain(filter)) {
    const after = c.req.query("after")?.slice(0, afterLengthMax) ?? null;
    const { rows, next } = await listKeys(ports, { group: filter.group, after, limit: rowsShown });
    return {
      rows: await withFirstSeen(ports, rows),
      next: next === null ? null : { after: next },
      isFirst: after === null,
      count: null,
      isCutShort: false,
    };
  }
  const from = startOf(c.req.query("from"));
  const { rows, isCutShort } = await filterKeys(ports, filter);
  const end = from + rowsShown;
  return {
    rows: await withFirstSeen(ports, rows.slice(from, end)),
    next: end < rows.length ? { from: end } : null,
    isFirst: from === 0,
    count: rows.length,
    isCutShort,
  };
}

async function* ofGroup(rows: AsyncIterable<KeyRow>, group: KeyFilter["group"]) {
  for await (const row of rows) if (group === null || row.group === group) yield row;
}

function filterOf(c: Context): KeyFilter {
  const oneOf = <T extends string>(name: string, known: readonly T[]): T | null =>
    known.find((each) => each === c.req.query(name)) ?? null;
  return {
    group: oneOf("group", keyGroups),
    used: oneOf("used", usedFilters),
    drift: oneOf("drift", driftFilters),
    age: oneOf("age", ageFilters),
    sort: oneOf("sort", keySorts) ?? "serial",
  };
}
