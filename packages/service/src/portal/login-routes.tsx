import { defaultCodeParameters } from "@jeton/core";
import { endLogin, logInByEither } from "@jeton/validator/parts";
import type { Context, Hono } from "hono";
import { addForm, anySession, keptIdentifier } from "../web/add-form.ts";
import { clientOf } from "../web/device-cookie.ts";
import { checkLoginFields } from "../web/fields.ts";
import { openSession } from "../web/open-session.tsx";
import { readForm } from "../web/read-form.tsx";
import { newSession, nobody, type Session, writeSession } from "../web/session.ts";
import {
  answerPage,
  formViewOf,
  type PageStatus,
  type PortalParts,
  pagePaths,
} from "../web/view.ts";
import { enter } from "./enter.ts";
import { LoginPage, type LoginReason } from "./pages/login-page.tsx";

const signedOutQuery = "signed-out";

/** Adds the log-in page, the log-in and the sign-out. */
export function addLoginRoutes(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;

  portal.get(pagePaths.login, async (c) => {
    const opened = await openSession(c, parts, "login");
    if (!opened.ok) return opened.answer;
    const { session } = opened;
    if (session.login !== null) return c.redirect(pagePaths.home, 303);
    const kind = c.req.query(signedOutQuery) === undefined ? "opened" : "signed-out";
    return answerLogin(c, parts, 200, { session, reason: { kind }, identifier: "" });
  });

  addForm(portal, parts, {
    path: "/portal/login",
    admit: anySession,
    check: checkLoginFields,
    onUnusable(c, session, unusable) {
      const reason = { kind: "unusable", problems: unusable.problems } as const;
      const identifier = keptIdentifier(unusable);
      return answerLogin(c, parts, 400, { session, reason, identifier });
    },
    async act(c, session, fields) {
      const client = clientOf(c, ports, session, fields);
      const answer = await logInByEither(ports, ports.passwords, fields, client);
      if (answer.kind !== "refused") return enter(c, ports, answer, { page: "login" });
      const { identifier } = fields;
      return answerLogin(c, parts, 403, { session, reason: { kind: "refused" }, identifier });
    },
  });

  portal.post("/portal/logout", async (c) => {
    const form = await readForm(c, parts);
    if (!form.ok) return form.answer;
    // First what every browser with a copy goes by, then this one's own cookie.
    if (form.session.login !== null) await endLogin(ports, form.session.login);
    writeSession(c, ports, newSession(ports, nobody));
    return c.redirect(`${pagePaths.login}?${signedOutQuery}`, 303);
  });

  // Where forms go, opened again by its address.
  portal.get("/portal/login", (c) => c.redirect(pagePaths.login, 303));
  portal.get("/portal/logout", (c) => c.redirect(pagePaths.login, 303));
}

function answerLogin(
  c: Context,
  parts: PortalParts,
  status: PageStatus,
  page: {
    readonly session: Session;
    readonly reason: LoginReason;
    readonly identifier: string;
  },
): Response | Promise<Response> {
  const { session, reason, identifier } = page;
  // Before someone is known, so is no key: the digits are those that nearly all keys show.
  const { digits } = defaultCodeParameters;
  const view = formViewOf(c, parts, session);
  return answerPage(
    c,
    status,
    <LoginPage view={view} reason={reason} identifier={identifier} digits={digits} />,
  );
}
