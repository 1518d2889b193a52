import type { Hono } from "hono";
import { mayDo } from "../staff/rights.ts";
import { answerPage } from "../web/view.ts";
import { answerCsv, keysCsv } from "./csv.ts";
import type { DeskParts } from "./desk-view.ts";
import { countGroups, type KeyGroup, keyGroups, listKeys, rowsOf } from "./list-keys.ts";
import { KeysPage } from "./pages/keys-page.tsx";
import { deskPaths } from "./paths.ts";
import { addPage } from "./staff-routes.ts";

const rowsShown = 50;
const afterLengthMax = 128;

/** Adds the list of keys by state, and the same as a file. */
export function addListRoutes(desk: Hono, parts: DeskParts): void {
  const { ports } = parts;

  addPage(desk, parts, { path: deskPaths.keys, right: "see" }, async (c, { view, live }) => {
    const group = asGroup(c.req.query("group"));
    const after = c.req.query("after")?.slice(0, afterLengthMax) ?? null;
    const page = await listKeys(ports, { group, after, limit: rowsShown });
    // Counted where a list begins: the pages behind it cost no second look at all keys.
    const counts = after === null ? await countGroups(ports) : null;
    const { role } = live.account;
    const may = { mayExport: mayDo(role, "export-list"), mayPrint: mayDo(role, "act") };
    const list = { view, group, page, counts, ...may };
    return answerPage(c, 200, <KeysPage {...list} />);
  });

  addPage(desk, parts, { path: deskPaths.keysFile, right: "export-list" }, (c, { view }) => {
    const group = asGroup(c.req.query("group"));
    const pieces = keysCsv(view, rowsOf(ports, null), group);
    return answerCsv(c, group ?? "keys", pieces);
  });
}

function asGroup(text: string | undefined): KeyGroup | null {
  return keyGroups.find((group) => group === text) ?? null;
}
