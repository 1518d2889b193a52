import { defaultCodeParameters } from "@jeton/core";
import { endLogin, logInByEither, transactionStatus } from "@jeton/validator/parts";
import type { Context, Hono } from "hono";
import { sessionRegister } from "../sessions/index.ts";
import { addForm, anySession } from "../web/add-form.ts";
import { againOf, againStatus, showAgain } from "../web/again.ts";
import { clientOf } from "../web/device-cookie.ts";
import { checkLoginFields } from "../web/fields.ts";
import { openSession } from "../web/open-session.tsx";
import { readForm } from "../web/read-form.tsx";
import { readSentForm } from "../web/sent-form.ts";
import { newSession, nobody, type Session, writeSession } from "../web/session.ts";
import {
  answerPage,
  formViewOf,
  type PageStatus,
  type PortalParts,
  pagePaths,
} from "../web/view.ts";
import { enter } from "./enter.ts";
import { LoginPage, type LoginReason, type Resume } from "./pages/login-page.tsx";

/** What the page says when it is opened by these addresses: `?signed-out`. */
const toldByQuery = ["signed-out", "key-blocked"] as const;

/** Adds the log-in page, the log-in and the sign-out. */
export function addLoginRoutes(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;

  portal.get(pagePaths.login, async (c) => {
    const opened = await openSession(c, parts, "login");
    if (!opened.ok) return opened.answer;
    const { session } = opened;
    const again = againOf(c);
    if (session.login !== null && again === null) return c.redirect(pagePaths.home, 303);
    const kind = toldByQuery.find((query) => c.req.query(query) !== undefined) ?? "opened";
    const isOurs = again?.kind === "refused" || again?.kind === "unusable";
    const reason = isOurs ? again : ({ kind } as const);
    // A refusal looks the same everywhere, whatever else is under way (law 6).
    const resume = again === null ? await resumeOf(parts, session) : null;
    return answerLogin(c, parts, againStatus(again), { session, reason, resume });
  });

  addForm(portal, parts, {
    path: "/portal/login",
    page: pagePaths.login,
    admit: anySession,
    check: checkLoginFields,
    async act(c, session, fields) {
      const client = clientOf(c, ports, session, fields);
      const answer = await logInByEither(ports, ports.passwords, fields, client);
      if (answer.kind !== "refused") return enter(c, ports, answer, { page: "login", client });
      const again = { kind: "refused" } as const;
      const { identifier } = fields;
      return showAgain(c, ports, { path: pagePaths.login, again, identifier });
    },
  });

  portal.post("/portal/logout", async (c) => {
    const form = await readForm(c, parts);
    if (!form.ok) return form.answer;
    // First what every browser with a copy goes by, then this one's own cookie.
    const { login } = form.session;
    if (login !== null) {
      await endLogin(ports, login);
      await sessionRegister(ports).endAll(login.holder);
    }
    writeSession(c, ports, newSession(ports, nobody));
    return c.redirect(`${pagePaths.login}?signed-out`, 303);
  });

  // Where forms go, opened again by its address.
  portal.get("/portal/login", (c) => c.redirect(pagePaths.login, 303));
  portal.get("/portal/logout", (c) => c.redirect(pagePaths.login, 303));
}

/** Returns the step of the commissioning that this browser has under way; null for none. */
async function resumeOf({ ports }: PortalParts, session: Session): Promise<Resume | null> {
  const { login, transaction } = session;
  if (login !== null || transaction === null) return null;
  const where = await transactionStatus(ports, transaction);
  if (!("hint" in where)) return null;
  const page = where.kind === "choosing-pin" ? "pin" : "confirm";
  return { page, until: where.hint.expiresAt };
}

function answerLogin(
  c: Context,
  parts: PortalParts,
  status: PageStatus,
  page: {
    readonly session: Session;
    readonly reason: LoginReason;
    readonly resume: Resume | null;
  },
): Response | Promise<Response> {
  const { session, reason, resume } = page;
  const isAgain = reason.kind === "refused" || reason.kind === "unusable";
  // Before someone is known, so is no key: the digits are those that nearly all keys show.
  const { digits } = defaultCodeParameters;
  const view = formViewOf(c, parts, session);
  return answerPage(
    c,
    status,
    <LoginPage
      view={view}
      reason={reason}
      resume={resume}
      identifier={isAgain ? (readSentForm(c, parts.ports)?.identifier ?? "") : ""}
      digits={digits}
    />,
  );
}
