import { confirmPasscode, submitPin, transactionStatus } from "@jeton/validator/parts";
import type { Context, Hono } from "hono";
import { addForm } from "../web/add-form.ts";
import { clientOf } from "../web/device-cookie.ts";
import { checkConfirmFields, checkPinFields } from "../web/fields.ts";
import { liveSession } from "../web/live-session.ts";
import { answerNotice, type NoticeKind } from "../web/read-form.tsx";
import type { Session } from "../web/session.ts";
import {
  answerPage,
  formViewOf,
  type PageStatus,
  type PortalParts,
  pagePaths,
} from "../web/view.ts";
import { begunAgainQuery, enter } from "./enter.ts";
import { minutesLeft, secondsToWait } from "./hint-times.ts";
import { ConfirmPage, type ConfirmReason } from "./pages/confirm-page.tsx";
import { PinPage, type PinReason } from "./pages/pin-page.tsx";

/** Adds steps 3 and 4: the choice of a PIN, and its confirmation with the next code. */
export function addCommissioningRoutes(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;

  portal.get(pagePaths.pin, async (c) => {
    const session = await liveSession(c, ports);
    if (session === null || session.transaction === null) return c.redirect(pagePaths.login, 303);
    const kind = c.req.query(begunAgainQuery) === undefined ? "opened" : "begun-again";
    return answerPin(c, parts, 200, session, { kind });
  });

  addForm(portal, parts, {
    path: pagePaths.pin,
    admit: commissioningSession,
    check: checkPinFields,
    onUnusable: (c, session, { problems }) =>
      answerPin(c, parts, 400, session, { kind: "unusable", problems }),
    async act(c, session, fields) {
      const answer = await submitPin(ports, { transaction: session.transaction, ...fields });
      switch (answer.kind) {
        case "refused":
          return answerNotice(c, parts, 403, "expired");
        case "pin-unfit":
          return answerPin(c, parts, 422, session, { kind: "unfit", problem: answer.problem });
        case "confirm-passcode":
          return c.redirect(pagePaths.confirm, 303);
        default:
          return answer satisfies never;
      }
    },
  });

  portal.get(pagePaths.confirm, async (c) => {
    const session = await liveSession(c, ports);
    if (session === null || session.transaction === null) return c.redirect(pagePaths.login, 303);
    return answerConfirm(c, parts, 200, session, { kind: "opened" });
  });

  addForm(portal, parts, {
    path: pagePaths.confirm,
    admit: commissioningSession,
    check: checkConfirmFields,
    onUnusable: (c, session, { problems }) =>
      answerConfirm(c, parts, 400, session, { kind: "unusable", problems }),
    async act(c, session, fields) {
      const given = { transaction: session.transaction, ...fields };
      const answer = await confirmPasscode(ports, given, clientOf(c, ports, session, fields));
      if (answer.kind !== "refused") return enter(c, ports, answer, { page: "confirm" });
      return answerConfirm(c, parts, 403, session, { kind: "refused" });
    },
  });
}

/** A session in which a commissioning is under way. */
type CommissioningSession = Session & { readonly transaction: string };

function commissioningSession(session: Session): CommissioningSession | NoticeKind {
  const { transaction } = session;
  return transaction === null ? "expired" : { ...session, transaction };
}

async function answerPin(
  c: Context,
  parts: PortalParts,
  status: PageStatus,
  session: Session,
  reason: PinReason,
): Promise<Response> {
  const where = await transactionStatus(parts.ports, session.transaction ?? "");
  if (where.kind === "refused") return answerNotice(c, parts, 403, "expired");
  const { hint } = where;
  return answerPage(
    c,
    status,
    <PinPage
      view={formViewOf(c, parts, session)}
      of="commissioning"
      reason={reason}
      policy={parts.ports.policy.pin}
      hint={hint}
      minutesLeft={minutesLeft(parts.ports, hint)}
    />,
  );
}

async function answerConfirm(
  c: Context,
  parts: PortalParts,
  status: PageStatus,
  session: Session,
  reason: ConfirmReason,
): Promise<Response> {
  const where = await transactionStatus(parts.ports, session.transaction ?? "");
  if (where.kind === "refused") return answerNotice(c, parts, 403, "expired");
  if (where.kind === "choosing-pin") return c.redirect(pagePaths.pin, 303);
  const { hint } = where;
  return answerPage(
    c,
    status,
    <ConfirmPage
      view={formViewOf(c, parts, session)}
      of="commissioning"
      reason={reason}
      hint={hint}
      secondsToWait={secondsToWait(parts.ports, hint, reason.kind === "refused")}
      minutesLeft={minutesLeft(parts.ports, hint)}
    />,
  );
}
