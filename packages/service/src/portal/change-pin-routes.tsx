import { defaultCodeParameters } from "@jeton/core";
import {
  confirmNewPin,
  issueChallenge,
  pinChangeStatus,
  renewPinChange,
  startPinChange,
  submitNewPin,
} from "@jeton/validator/parts";
import type { Context, Hono } from "hono";
import { sessionRegister } from "../sessions/index.ts";
import { addForm } from "../web/add-form.ts";
import { againOf, againStatus, showAgain } from "../web/again.ts";
import { clientOf, rememberDevice } from "../web/device-cookie.ts";
import { checkConfirmFields } from "../web/fields.ts";
import { liveSession } from "../web/live-session.ts";
import { logInBrowser } from "../web/log-in-browser.ts";
import { type KeySession, keySession, newSession, writeSession } from "../web/session.ts";
import { answerPage, formViewOf, type PortalParts, pagePaths } from "../web/view.ts";
import { askOf } from "./ask-of.ts";
import { enter } from "./enter.ts";
import { ChangePinPage } from "./pages/change-pin-page.tsx";
import { type Admission, addPinFlow, type PinSession } from "./pin-flow.tsx";

/** Whether the PIN was changed just now: the landing page then says so. */
export const pinChangedQuery = "pin-changed";

/** Adds the change of a PIN: a PASSCODE, the new PIN twice, a PASSCODE of a later code. */
export function addChangePinRoutes(portal: Hono, parts: PortalParts): void {
  addStart(portal, parts);
  addNewPin(portal, parts);
}

function addStart(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;

  portal.get(pagePaths["change-pin"], async (c) => {
    const session = keySession(await liveSession(c, ports));
    if (session === null) return c.redirect(pagePaths.login, 303);
    const again = againOf(c);
    const isOurs = again?.kind === "refused" || again?.kind === "unusable";
    const reason = isOurs ? again : ({ kind: "opened" } as const);
    const view = formViewOf(c, parts, session);
    const issued = await askOf(parts, session.login);
    const page = (
      <ChangePinPage
        view={view}
        reason={reason}
        digits={defaultCodeParameters.digits}
        issued={issued}
      />
    );
    return answerPage(c, againStatus(again), page);
  });

  addForm(portal, parts, {
    path: pagePaths["change-pin"],
    admit: (session) => keySession(session) ?? "form",
    check: checkConfirmFields,
    async act(c, session, fields) {
      const given = { identifier: session.login.holder, ...fields };
      const answer = await startPinChange(ports, given, clientOf(c, ports, session));
      switch (answer.kind) {
        case "refused":
          return showAgain(c, ports, {
            path: pagePaths["change-pin"],
            again: { kind: "refused" },
          });
        case "choose-pin":
          return enter(c, ports, answer, { page: "login" });
        case "choose-new-pin":
          keepChange(c, parts, session, answer.change);
          return c.redirect(pagePaths["new-pin"], 303);
        default:
          return answer satisfies never;
      }
    },
  });
}

function addNewPin(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;
  addPinFlow(portal, parts, {
    of: "change",
    pages: { pin: "new-pin", confirm: "confirm-new-pin" },
    admit: changeSession,
    status: async ({ transaction }) =>
      (await pinChangeStatus(ports, transaction)) ?? "change-expired",
    ask: ({ login }) => issueChallenge(ports, { identifier: login.holder }),
    async renew(c, session) {
      const change = await renewPinChange(ports, session.transaction);
      if (change !== null) keepChange(c, parts, session, change);
    },
    async choose(c, session, fields) {
      const answer = await submitNewPin(ports, { change: session.transaction, ...fields });
      if (answer.kind === "confirm-passcode") keepChange(c, parts, session, answer.change);
      return answer;
    },
    async confirm(c, session, fields) {
      const given = { change: session.transaction, ...fields };
      const renewed = await confirmNewPin(ports, given, clientOf(c, ports, session));
      if (renewed.kind === "refused") return null;
      // The change signed every browser out; this one, which made it, stays in.
      const login = { ...session.login, epoch: renewed.epoch };
      await sessionRegister(ports).endAll(login.holder);
      await logInBrowser(c, ports, { login, by: "key" });
      rememberDevice(c, ports, renewed.device);
      return c.redirect(`${pagePaths.home}?${pinChangedQuery}`, 303);
    },
  });
}

function changeSession(
  session: Parameters<typeof keySession>[0],
): Admission<KeySession & PinSession> {
  const own = keySession(session);
  if (own === null) return { ok: false, to: "login", notice: "form" };
  const { transaction } = own;
  if (transaction === null) return { ok: false, to: "change-pin", notice: "change-expired" };
  return { ok: true, session: { ...own, transaction } };
}

function keepChange(c: Context, { ports }: PortalParts, session: KeySession, change: string): void {
  writeSession(c, ports, newSession(ports, { login: session.login, transaction: change }));
}
