import { allSchools, peopleOfSchool } from "../holders/schools.ts";
import { mayUse } from "../staff/rights.ts";
import { answerPage } from "../web/view.ts";
import { answerCsv, peopleCsv } from "./csv.ts";
import { scannedMax } from "./find-keys.ts";
import { addListFile } from "./list-files.ts";
import { type PersonRow, personRows } from "./list-people.ts";
import { PeoplePage } from "./pages/people-page.tsx";
import { SchoolsPage } from "./pages/schools-page.tsx";
import { deskPaths } from "./paths.ts";
import { addPeopleImportRoutes } from "./people-import-routes.tsx";
import type { DeskDoor } from "./staff-routes.ts";
import { startOf } from "./start-of.ts";

/** People of a page. */
const peopleShown = 50;
const schoolLengthMax = 128;

/** Adds the schools, the people of each with their keys, these as a file, and the import of all of them. */
export function addPeopleRoutes(door: DeskDoor): void {
  addPeopleImportRoutes(door);
  door.page({ path: deskPaths.people, right: "see" }, async (c, { view, live, parts }) => {
    const { ports, directory } = parts;
    const school = c.req.query("school")?.slice(0, schoolLengthMax);
    if (school === undefined) {
      const schools = await allSchools(directory, scannedMax);
      return answerPage(c, 200, <SchoolsPage view={view} schools={schools} />);
    }
    const { found, isCutShort } = await peopleOfSchool(directory, school, scannedMax);
    const from = startOf(c.req.query("from"));
    const rows: PersonRow[] = [];
    const shown = found.slice(from, from + peopleShown);
    for await (const row of personRows(ports, shown, view.now)) rows.push(row);
    const next = from + peopleShown < found.length ? from + peopleShown : null;
    const page = { school, rows, count: found.length, next, isCutShort };
    const mayExport = mayUse(live.account, "export-list");
    return answerPage(c, 200, <PeoplePage view={view} page={page} mayExport={mayExport} />);
  });

  addListFile(door, deskPaths.peopleFile, async (c, { view, parts }) => {
    const { ports, directory } = parts;
    const school = (c.req.query("school") ?? "").slice(0, schoolLengthMax);
    // A file that lacks people would be taken for the whole list.
    const { found } = await peopleOfSchool(directory, school, Number.POSITIVE_INFINITY);
    return answerCsv(c, "people", peopleCsv(view, personRows(ports, found, view.now)));
  });
}
