import type { Context } from "hono";
import { parseTicketNumber, readTicket } from "../tickets/index.ts";
import { answerPage } from "../web/view.ts";
import { isDeskAct } from "./acts.ts";
import { answerDeskNotice } from "./answer.tsx";
import { findAnyone } from "./find-anyone.ts";
import { keyView } from "./key-view.ts";
import { KeyPage } from "./pages/key-page.tsx";
import { matchPath, SearchPage } from "./pages/search-page.tsx";
import type { DoneAct } from "./parts/done.tsx";
import { deskPaths, ticketPath } from "./paths.ts";
import type { DeskDoor } from "./staff-routes.ts";

const ticketsShown = 8;
const queryLengthMax = 128;

/** Adds the search and the page of a key. */
export function addKeyRoutes(door: DeskDoor): void {
  door.page({ path: deskPaths.home, right: "see" }, async (c, { view, parts }) => {
    const { ports, directory } = parts;
    const query = (c.req.query("q") ?? "").trim().slice(0, queryLengthMax);
    // The number that a request for help got, as its sender was told to note it.
    const number = parseTicketNumber(query.replaceAll(/\s/gu, ""));
    if (number !== null && (await readTicket(ports, number)) !== null) {
      return c.redirect(ticketPath(number), 303);
    }
    const found = query === "" ? null : await findAnyone(ports, directory, query);
    const [only, ...more] = found?.matches ?? [];
    // A call is answered in a minute: what can only be one key, or one person, is opened.
    if (only !== undefined && more.length === 0) return c.redirect(matchPath(only), 303);
    const page = { state: "open", after: null, limit: ticketsShown } as const;
    return answerPage(
      c,
      200,
      <SearchPage
        view={view}
        query={query}
        found={found}
        tickets={(await parts.tickets.list(page)).tickets}
      />,
    );
  });

  door.page({ path: deskPaths.key, right: "see" }, async (c, { view, parts }) => {
    const serial = c.req.query("serial") ?? "";
    const key = await keyView(parts, serial);
    if (key === null) {
      return answerDeskNotice(c, view, 404, { kind: "unknown-key", serial: serial.slice(0, 64) });
    }
    return answerPage(c, 200, <KeyPage view={view} keyView={key} done={doneOf(c)} />);
  });
}

/** What the address says was done: words of ours only, whoever wrote the link. */
function doneOf(c: Context): DoneAct | null {
  const act = c.req.query("done") ?? "";
  const steps = c.req.query("steps");
  if (!isDeskAct(act)) return null;
  return { act, offsetSteps: steps && /^-?\d{1,5}$/u.test(steps) ? Number(steps) : null };
}
