import { holderIdentifier } from "@jeton/core";
import { findKeyOf } from "@jeton/validator/parts";
import { entryOf } from "../holders/find-entries.ts";
import { answerPage } from "../web/view.ts";
import { answerDeskNotice } from "./answer.tsx";
import { HolderPage } from "./pages/holder-page.tsx";
import { deskPaths, keyPath } from "./paths.ts";
import type { DeskDoor } from "./staff-routes.ts";

/** Adds the page of someone without a key; of someone who has one it leads to the key. */
export function addHolderRoutes(door: DeskDoor): void {
  door.page({ path: deskPaths.holder, right: "see" }, async (c, { view, parts }) => {
    const { ports, directory } = parts;
    const holder = holderIdentifier(c.req.query("identifier") ?? "");
    const stored = holder === null ? null : await findKeyOf(ports, holder);
    if (stored !== null) return c.redirect(keyPath(stored.record.serial), 303);
    const entry = holder === null ? null : await entryOf(directory, holder);
    if (entry === null) return answerDeskNotice(c, view, 404, "not-found");
    return answerPage(c, 200, <HolderPage view={view} entry={entry} />);
  });
}
