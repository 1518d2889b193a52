import { defaultFleetSettings, type FleetSettings } from "../fleet/settings.ts";
import { type Fleet, surveyFleet } from "../fleet/survey-fleet.ts";
import { mayUse } from "../staff/rights.ts";
import { answerPage } from "../web/view.ts";
import { answerCsv, fleetCsv } from "./csv.ts";
import type { ScopedParts } from "./desk-view.ts";
import { scannedMax } from "./find-keys.ts";
import { addListFile } from "./list-files.ts";
import { FleetPage } from "./pages/fleet-page.tsx";
import { deskPaths } from "./paths.ts";
import type { DeskDoor } from "./staff-routes.ts";

/** A look at all keys is kept so long, ms: who opens the page again does not look again. */
const keptMilliseconds = 60_000;

/** Adds the page that says how the keys are, and the same key by key as a file. */
export function addFleetRoutes(door: DeskDoor): void {
  let kept: Promise<Fleet> | null = null;
  let keptAt = 0;

  function latest({ ports, scope }: ScopedParts): Promise<Fleet> {
    const settings = settingsOf(ports);
    // Each scope has keys of its own, and a holder who moves is seen elsewhere at once.
    if (scope !== null) return surveyFleet(ports, settings, scannedMax);
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

  door.page({ path: deskPaths.fleet, right: "see" }, async (c, { view, live, parts }) => {
    const fleet = await latest(parts);
    const mayExport = mayUse(live.account, "export-list");
    return answerPage(c, 200, <FleetPage view={view} fleet={fleet} mayExport={mayExport} />);
  });

  addListFile(door, deskPaths.fleetFile, async (c, { view, parts: { ports } }) => {
    // A file that lacks keys would be taken for the whole list.
    const fleet = await surveyFleet(ports, settingsOf(ports));
    return answerCsv(c, "fleet", fleetCsv(view, fleet));
  });
}

function settingsOf({ fleet }: ScopedParts["ports"]): FleetSettings {
  return fleet ?? defaultFleetSettings;
}
