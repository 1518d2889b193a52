import { defaultCodeParameters } from "@jeton/core";
import type { Login } from "@jeton/validator/parts";
import {
  confirmNewPin,
  pinChangeStatus,
  startPinChange,
  submitNewPin,
} from "@jeton/validator/parts";
import type { Context, Hono } from "hono";
import { addForm } from "../web/add-form.ts";
import { clientOf, rememberDevice } from "../web/device-cookie.ts";
import { checkConfirmFields, checkPinFields } from "../web/fields.ts";
import { liveSession } from "../web/live-session.ts";
import { answerNotice, type NoticeKind } from "../web/read-form.tsx";
import { newSession, type Session, writeSession } from "../web/session.ts";
import {
  answerPage,
  formViewOf,
  type PageStatus,
  type PortalParts,
  pagePaths,
} from "../web/view.ts";
import { enter } from "./enter.ts";
import { minutesLeft, secondsToWait } from "./hint-times.ts";
import { ChangePinPage, type ChangePinReason } from "./pages/change-pin-page.tsx";
import { ConfirmPage, type ConfirmReason } from "./pages/confirm-page.tsx";
import { PinPage, type PinReason } from "./pages/pin-page.tsx";

/** Whether the PIN was changed just now: the landing page then says so. */
export const pinChangedQuery = "pin-changed";

/** Adds the change of a PIN: a PASSCODE, the new PIN twice, a PASSCODE of a later code. */
export function addChangePinRoutes(portal: Hono, parts: PortalParts): void {
  addStart(portal, parts);
  addNewPin(portal, parts);
  addConfirmation(portal, parts);
}

function addStart(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;

  portal.get(pagePaths["change-pin"], async (c) => {
    const session = keySession(await liveSession(c, ports));
    if (session === null) return c.redirect(pagePaths.login, 303);
    return answerChange(c, parts, 200, session, { kind: "opened" });
  });

  addForm(portal, parts, {
    path: pagePaths["change-pin"],
    admit: (session) => keySession(session) ?? "form",
    check: checkConfirmFields,
    onUnusable: (c, session, { problems }) =>
      answerChange(c, parts, 400, session, { kind: "unusable", problems }),
    async act(c, session, fields) {
      const given = { identifier: session.login.holder, ...fields };
      const answer = await startPinChange(ports, given, clientOf(c, ports, session));
      switch (answer.kind) {
        case "refused":
          return answerChange(c, parts, 403, session, { kind: "refused" });
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

  portal.get(pagePaths["new-pin"], async (c) => {
    const session = keySession(await liveSession(c, ports));
    if (session === null) return c.redirect(pagePaths.login, 303);
    if (session.transaction === null) return c.redirect(pagePaths["change-pin"], 303);
    return answerNewPin(c, parts, 200, session, { kind: "opened" });
  });

  addForm(portal, parts, {
    path: pagePaths["new-pin"],
    admit: changeSession,
    check: checkPinFields,
    onUnusable: (c, session, { problems }) =>
      answerNewPin(c, parts, 400, session, { kind: "unusable", problems }),
    async act(c, session, fields) {
      const answer = await submitNewPin(ports, { change: session.transaction, ...fields });
      switch (answer.kind) {
        case "refused":
          return answerNotice(c, parts, 403, "change-expired");
        case "pin-unfit":
          return answerNewPin(c, parts, 422, session, { kind: "unfit", problem: answer.problem });
        case "confirm-passcode":
          keepChange(c, parts, session, answer.change);
          return c.redirect(pagePaths["confirm-new-pin"], 303);
        default:
          return answer satisfies never;
      }
    },
  });
}

function addConfirmation(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;

  portal.get(pagePaths["confirm-new-pin"], async (c) => {
    const session = keySession(await liveSession(c, ports));
    if (session === null) return c.redirect(pagePaths.login, 303);
    if (session.transaction === null) return c.redirect(pagePaths["change-pin"], 303);
    return answerConfirm(c, parts, 200, session, { kind: "opened" });
  });

  addForm(portal, parts, {
    path: pagePaths["confirm-new-pin"],
    admit: changeSession,
    check: checkConfirmFields,
    onUnusable: (c, session, { problems }) =>
      answerConfirm(c, parts, 400, session, { kind: "unusable", problems }),
    async act(c, session, fields) {
      const given = { change: session.transaction, ...fields };
      const renewed = await confirmNewPin(ports, given, clientOf(c, ports, session));
      if (renewed.kind === "refused") {
        return answerConfirm(c, parts, 403, session, { kind: "refused" });
      }
      // The change signed every browser out; this one, which made it, stays in.
      rememberDevice(c, ports, renewed.device);
      const login = { ...session.login, epoch: renewed.epoch };
      writeSession(c, ports, newSession(ports, { login, transaction: null }));
      return c.redirect(`${pagePaths.home}?${pinChangedQuery}`, 303);
    },
  });
}

/** A session of someone who is logged in with a key. */
type KeySession = Session & { readonly login: Login };

function keySession(session: Session | null): KeySession | null {
  const login = session?.login ?? null;
  if (session === null || login === null || login.serial === null) return null;
  return { ...session, login };
}

/** A session in which a change of PIN is under way. */
function changeSession(
  session: Session,
): (KeySession & { readonly transaction: string }) | NoticeKind {
  const own = keySession(session);
  if (own === null) return "form";
  const { transaction } = own;
  return transaction === null ? "change-expired" : { ...own, transaction };
}

function keepChange(c: Context, { ports }: PortalParts, session: KeySession, change: string): void {
  writeSession(c, ports, newSession(ports, { login: session.login, transaction: change }));
}

function answerChange(
  c: Context,
  parts: PortalParts,
  status: PageStatus,
  session: KeySession,
  reason: ChangePinReason,
): Response | Promise<Response> {
  const view = formViewOf(c, parts, session);
  const { digits } = defaultCodeParameters;
  return answerPage(c, status, <ChangePinPage view={view} reason={reason} digits={digits} />);
}

async function answerNewPin(
  c: Context,
  parts: PortalParts,
  status: PageStatus,
  session: KeySession,
  reason: PinReason,
): Promise<Response> {
  const where = await pinChangeStatus(parts.ports, session.transaction ?? "");
  if (where === null) return answerNotice(c, parts, 403, "change-expired");
  return answerPage(
    c,
    status,
    <PinPage
      view={formViewOf(c, parts, session)}
      of="change"
      reason={reason}
      policy={parts.ports.policy.pin}
      hint={where.hint}
      minutesLeft={minutesLeft(parts.ports, where.hint)}
    />,
  );
}

async function answerConfirm(
  c: Context,
  parts: PortalParts,
  status: PageStatus,
  session: KeySession,
  reason: ConfirmReason,
): Promise<Response> {
  const where = await pinChangeStatus(parts.ports, session.transaction ?? "");
  if (where === null) return answerNotice(c, parts, 403, "change-expired");
  if (!where.isChosen) return c.redirect(pagePaths["new-pin"], 303);
  return answerPage(
    c,
    status,
    <ConfirmPage
      view={formViewOf(c, parts, session)}
      of="change"
      reason={reason}
      hint={where.hint}
      secondsToWait={secondsToWait(parts.ports, where.hint, reason.kind === "refused")}
      minutesLeft={minutesLeft(parts.ports, where.hint)}
    />,
  );
}
