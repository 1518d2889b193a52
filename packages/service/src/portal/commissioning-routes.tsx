import { confirmPasscode, submitPin, transactionStatus } from "@jeton/validator/parts";
import type { Context, Hono } from "hono";
import { clientOf } from "../web/device-cookie.ts";
import { checkConfirmFields, checkPinFields } from "../web/fields.ts";
import { liveSession } from "../web/live-session.ts";
import { answerNotice, readForm } from "../web/read-form.tsx";
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

  portal.post(pagePaths.pin, async (c) => {
    const form = await readForm(c, parts);
    if (!form.ok) return form.answer;
    const { session } = form;
    if (session.transaction === null) return answerNotice(c, parts, 403, "expired");
    const checked = checkPinFields(form.body);
    if (!checked.ok) {
      const { problems } = checked;
      if (problems === "unknown") return answerNotice(c, parts, 400, "unknown-field");
      return answerPin(c, parts, 400, session, { kind: "unusable", problems });
    }
    const { transaction } = session;
    const answer = await submitPin(ports, { transaction, ...checked.fields });
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
  });

  portal.get(pagePaths.confirm, async (c) => {
    const session = await liveSession(c, ports);
    if (session === null || session.transaction === null) return c.redirect(pagePaths.login, 303);
    return answerConfirm(c, parts, 200, session, { kind: "opened" });
  });

  portal.post(pagePaths.confirm, async (c) => {
    const form = await readForm(c, parts);
    if (!form.ok) return form.answer;
    const { session } = form;
    if (session.transaction === null) return answerNotice(c, parts, 403, "expired");
    const checked = checkConfirmFields(form.body);
    if (!checked.ok) {
      const { problems } = checked;
      if (problems === "unknown") return answerNotice(c, parts, 400, "unknown-field");
      return answerConfirm(c, parts, 400, session, { kind: "unusable", problems });
    }
    const { transaction } = session;
    const answer = await confirmPasscode(
      ports,
      { transaction, ...checked.fields },
      clientOf(c, ports, session, checked.fields),
    );
    if (answer.kind !== "refused") return enter(c, ports, answer, { page: "confirm" });
    return answerConfirm(c, parts, 403, session, { kind: "refused" });
  });
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
