import { listStaff } from "../staff/manage-staff.ts";
import { loadStaffKey, staffSerial } from "../staff/staff-key.ts";
import { answerPage } from "../web/view.ts";
import { reasonsOf } from "./act-notes.ts";
import { type JournalEvent, JournalPage } from "./pages/journal-page.tsx";
import { deskPaths } from "./paths.ts";
import type { DeskDoor } from "./staff-routes.ts";

const eventsOfEach = 20;
const eventsShown = 60;

/** Adds the page that shows who of the staff logged in, and what was done to accounts. */
export function addJournalRoutes(door: DeskDoor): void {
  door.page(
    { path: deskPaths.journal, right: "see-journal" },
    async (c, { view, parts: { ports } }) => {
      const staff = await listStaff(ports);
      const events: JournalEvent[] = [];
      for (const { name } of staff) {
        const count = (await loadStaffKey(ports, name))?.record.audit.count ?? 0;
        const page = { afterSequence: Math.max(0, count - eventsOfEach), limit: eventsOfEach };
        const found = await ports.store.events(staffSerial(name), page);
        const reasons = await reasonsOf(ports, staffSerial(name), page.afterSequence);
        events.push(
          ...found.toReversed().map((event) => ({
            ...{ account: name, event, actReason: reasons.get(event.sequence) ?? null },
          })),
        );
      }
      events.sort((left, right) => right.event.at - left.event.at);
      return answerPage(
        c,
        200,
        <JournalPage view={view} staff={staff} events={events.slice(0, eventsShown)} />,
      );
    },
  );
}
