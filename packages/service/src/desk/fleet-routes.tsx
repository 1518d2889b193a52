import type { Hono } from "hono";
import { defaultFleetSettings } from "../fleet/settings.ts";
import { type Fleet, surveyFleet } from "../fleet/survey-fleet.ts";
import { mayDo } from "../staff/rights.ts";
import { answerPage } from "../web/view.ts";
import { answerCsv, fleetCsv } from "./csv.ts";
import type { DeskParts } from "./desk-view.ts";
import { scannedMax } from "./find-keys.ts";
import { addListFile } from "./list-files.ts";
import { FleetPage } from "./pages/fleet-page.tsx";
import { deskPaths } from "./paths.ts";
import { addPage } from "./staff-routes.ts";

/** A look at all keys is kept so long, ms: who opens the page again does not look again. */
const keptMilliseconds = 60_000;

/** Adds the page that says how the keys are, and the same key by key as a file. */
export function addFleetRoutes(desk: Hono, parts: DeskParts): void {
  const { ports } = parts;
  const settings = ports.fleet ?? defaultFleetSettings;
  let kept: Promise<Fleet> | null = null;
  let keptAt = 0;

  function latest(): Promise<Fleet> {
    const now = ports.clock();
    if (kept === null || Math.abs(now - keptAt) >= keptMilliseconds) {
      keptAt = now;
      const looking = surveyFleet(ports, settings, scannedMax);
      kept = looking;
      // What failed is no answer to the next one who asks.
      looking.catch(() => {
        if (kept === looking) kept = null;
      });
    }
    return kept;
  }

  addPage(desk, parts, { path: deskPaths.fleet, right: "see" }, async (c, { view, live }) => {
    const fleet = await latest();
    const mayExport = mayDo(live.account.role, "export-list");
    return answerPage(c, 200, <FleetPage view={view} fleet={fleet} mayExport={mayExport} />);
  });

  addListFile(desk, parts, deskPaths.fleetFile, async (c, { view }) => {
    // A file that lacks keys would be taken for the whole list.
    const fleet = await surveyFleet(ports, settings);
    return answerCsv(c, "fleet", fleetCsv(view, fleet));
  });
}
