import type { Context } from "hono";
import { liveSession } from "./live-session.ts";
import { ArrivalPage } from "./pages/arrival-page.tsx";
import { isCrossSiteArrival } from "./security.ts";
import { newSession, nobody, type Session, writeSession } from "./session.ts";
import { answerPage, type PageName, type PortalParts, viewOf } from "./view.ts";

/** The session that a page's form belongs to, or what is to be answered first. */
export type OpenedSession =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly answer: Response | Promise<Response> };

/**
 * Returns the browser's session, or a new one if it has none. A browser that comes from another site seems to
 * have none (SameSite=Strict). A new one would sign its holder out, so the same page is opened once more.
 */
export async function openSession(
  c: Context,
  parts: PortalParts,
  page: PageName,
): Promise<OpenedSession> {
  const { ports } = parts;
  const known = await liveSession(c, ports);
  if (known !== null) return { ok: true, session: known };
  if (isCrossSiteArrival(c)) {
    const arrival = <ArrivalPage view={viewOf(c, parts)} page={page} />;
    return { ok: false, answer: answerPage(c, 200, arrival) };
  }
  const session = newSession(ports, nobody);
  writeSession(c, ports, session);
  return { ok: true, session };
}
