import { defaultCodeParameters } from "@jeton/core";
import { logIn } from "@jeton/validator/parts";
import type { Context, Hono } from "hono";
import { addForm, anySession, keptIdentifier } from "../web/add-form.ts";
import { clientOf } from "../web/device-cookie.ts";
import { checkLoginFields, type FieldProblems, type LoginFields } from "../web/fields.ts";
import { openSession } from "../web/open-session.tsx";
import type { Session } from "../web/session.ts";
import {
  answerPage,
  formViewOf,
  type PageStatus,
  type PortalParts,
  pagePaths,
} from "../web/view.ts";
import { enter } from "./enter.ts";
import { NewKeyPage } from "./pages/new-key-page.tsx";
import { NextCodePage, OutOfStepPage } from "./pages/out-of-step-page.tsx";

/** Before someone is known, so is no key: digits and period are those that nearly all keys have. */
const { digits, periodSeconds } = defaultCodeParameters;

const nextPath = `${pagePaths["out-of-step"]}/next`;

/** Adds the pages for a key that is new in its holder's hand, and for one whose clock is off. */
export function addOwnKeyRoutes(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;

  async function present(c: Context, session: Session, fields: LoginFields, isRefused: boolean) {
    const answer = await logIn(ports, fields, clientOf(c, ports, session));
    if (answer.kind !== "refused") return enter(c, ports, answer, { page: "login" });
    const { identifier } = fields;
    return answerNext(c, parts, 403, { session, identifier, problems: {}, isRefused });
  }

  portal.get(pagePaths["new-key"], async (c) => {
    const opened = await openSession(c, parts, "new-key");
    if (!opened.ok) return opened.answer;
    const view = formViewOf(c, parts, opened.session);
    return answerPage(c, 200, <NewKeyPage view={view} digits={digits} />);
  });

  portal.get(pagePaths["out-of-step"], async (c) => {
    const opened = await openSession(c, parts, "out-of-step");
    if (!opened.ok) return opened.answer;
    return answerFirst(c, parts, 200, { session: opened.session, identifier: "", problems: {} });
  });

  // What the key makes of it is not told: the same page follows, whatever was refused (law 6). Where
  // the first code lay in the ask window and its PIN was right, the next one completes the pair.
  addForm(portal, parts, {
    path: pagePaths["out-of-step"],
    admit: anySession,
    check: checkLoginFields,
    onUnusable(c, session, unusable) {
      const identifier = keptIdentifier(unusable);
      return answerFirst(c, parts, 400, { session, identifier, problems: unusable.problems });
    },
    act: (c, session, fields) => present(c, session, fields, false),
  });

  addForm(portal, parts, {
    path: nextPath,
    admit: anySession,
    check: checkLoginFields,
    onUnusable(c, session, unusable) {
      const identifier = keptIdentifier(unusable);
      return answerNext(c, parts, 400, {
        session,
        identifier,
        problems: unusable.problems,
        isRefused: false,
      });
    },
    act: (c, session, fields) => present(c, session, fields, true),
  });

  portal.get(nextPath, (c) => c.redirect(pagePaths["out-of-step"], 303));
}

type Given = {
  readonly session: Session;
  readonly identifier: string;
  readonly problems: FieldProblems<LoginFields>;
};

function answerFirst(
  c: Context,
  parts: PortalParts,
  status: PageStatus,
  { session, ...given }: Given,
): Response | Promise<Response> {
  const view = formViewOf(c, parts, session);
  return answerPage(c, status, <OutOfStepPage view={view} digits={digits} {...given} />);
}

function answerNext(
  c: Context,
  parts: PortalParts,
  status: PageStatus,
  { session, ...given }: Given & { readonly isRefused: boolean },
): Response | Promise<Response> {
  const view = formViewOf(c, parts, session);
  const key = { digits, periodSeconds };
  return answerPage(c, status, <NextCodePage view={view} action={nextPath} {...key} {...given} />);
}
