import { defaultCodeParameters } from "@jeton/core";
import { logIn } from "@jeton/validator/parts";
import type { Context, Hono } from "hono";
import { addForm, anySession } from "../web/add-form.ts";
import { type Again, againOf, againStatus, showAgain } from "../web/again.ts";
import { clientOf } from "../web/device-cookie.ts";
import { checkLoginFields, type LoginFields } from "../web/fields.ts";
import { openSession } from "../web/open-session.tsx";
import { readSentForm, type SentForm } from "../web/sent-form.ts";
import type { Session } from "../web/session.ts";
import { answerPage, formViewOf, type PortalParts, pagePaths } from "../web/view.ts";
import { enter } from "./enter.ts";
import { NewKeyPage } from "./pages/new-key-page.tsx";
import { NextCodePage, OutOfStepPage } from "./pages/out-of-step-page.tsx";

/** Before someone is known, so is no key: digits and period are those that nearly all keys have. */
const { digits, periodSeconds } = defaultCodeParameters;

const nextPath = `${pagePaths["out-of-step"]}/next`;

/** Adds the pages for a key that is new in its holder's hand, and for one whose clock is off. */
export function addOwnKeyRoutes(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;

  // What the key makes of it is not told: the page of the next code follows, whatever was refused (law 6).
  // Where the first code lay in the ask window and its PIN was right, the next one completes the pair.
  const present =
    (kind: "next" | "refused") => async (c: Context, session: Session, fields: LoginFields) => {
      const { identifier } = fields;
      const client = clientOf(c, ports, session, fields);
      const answer = await logIn(ports, fields, client);
      if (answer.kind !== "refused") return enter(c, ports, answer, { page: "login", client });
      return showAgain(c, ports, { path: nextPath, again: { kind }, identifier });
    };

  addNewKeyRoutes(portal, parts);

  portal.get(pagePaths["out-of-step"], async (c) => {
    const opened = await openSession(c, parts, "out-of-step");
    if (!opened.ok) return opened.answer;
    const { session } = opened;
    const again = againOf(c);
    const shown = shownAgain(readSentForm(c, ports), again);
    const view = formViewOf(c, parts, session);
    const page = <OutOfStepPage view={view} digits={digits} {...shown} />;
    return answerPage(c, againStatus(again), page);
  });

  addForm(portal, parts, {
    path: pagePaths["out-of-step"],
    admit: anySession,
    check: checkLoginFields,
    act: present("next"),
  });

  portal.get(nextPath, async (c) => {
    const opened = await openSession(c, parts, "out-of-step");
    if (!opened.ok) return opened.answer;
    const { session } = opened;
    const again = againOf(c);
    const sent = readSentForm(c, ports);
    if (again === null || sent === null) return c.redirect(pagePaths["out-of-step"], 303);
    const shown = { ...shownAgain(sent, again), isRefused: again.kind === "refused" };
    const view = formViewOf(c, parts, session);
    const key = { digits, periodSeconds };
    const page = <NextCodePage view={view} action={nextPath} {...key} {...shown} />;
    return answerPage(c, againStatus(again), page);
  });

  addForm(portal, parts, {
    path: nextPath,
    admit: anySession,
    check: checkLoginFields,
    act: present("refused"),
  });
}

function addNewKeyRoutes(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;

  portal.get(pagePaths["new-key"], async (c) => {
    const opened = await openSession(c, parts, "new-key");
    if (!opened.ok) return opened.answer;
    const again = againOf(c);
    const shown = shownAgain(readSentForm(c, ports), again);
    const isRefused = again?.kind === "refused";
    const view = formViewOf(c, parts, opened.session);
    const page = <NewKeyPage view={view} digits={digits} isRefused={isRefused} {...shown} />;
    return answerPage(c, againStatus(again), page);
  });

  // Of two keys it is the one that is on its way; whoever has one key gives that one's.
  addForm(portal, parts, {
    path: pagePaths["new-key"],
    admit: anySession,
    check: checkLoginFields,
    async act(c, session, fields) {
      const client = clientOf(c, ports, session, fields);
      const answer = await logIn(ports, { ...fields, key: "incoming" }, client);
      if (answer.kind !== "refused") return enter(c, ports, answer, { page: "login", client });
      const { identifier } = fields;
      const again = { kind: "refused" } as const;
      return showAgain(c, ports, { path: pagePaths["new-key"], again, identifier });
    },
  });
}

/** What was typed, and what is wrong with it, when the form is shown again. */
function shownAgain(sent: SentForm | null, again: Again | null) {
  const identifier = again === null ? "" : (sent?.identifier ?? "");
  return { identifier, problems: again?.kind === "unusable" ? again.problems : {} };
}
