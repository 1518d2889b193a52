import type { Context, Hono } from "hono";
import { enrolmentOf, enrolStaff } from "../staff/enrol-staff.ts";
import { logInStaff } from "../staff/log-in-staff.ts";
import {
  beginStaffSession,
  confirmStaffSession,
  endStaffSession,
  newStaffToken,
} from "../staff/staff-session.ts";
import { clientOf, rememberDevice } from "../web/device-cookie.ts";
import { keptPage, showByAddress } from "../web/kept-page.ts";
import { isCrossSiteArrival } from "../web/security.ts";
import { answerPage, type PageStatus } from "../web/view.ts";
import { answerArrival, answerDeskNotice } from "./answer.tsx";
import { readDeskToken, writeDeskToken } from "./desk-cookie.ts";
import { type DeskParts, deskViewOf } from "./desk-view.ts";
import { ConfirmFactorsPage } from "./pages/confirm-factors-page.tsx";
import { EnrolPage, type EnrolProblem } from "./pages/enrol-page.tsx";
import { type AccessReason, StaffLoginPage } from "./pages/staff-login-page.tsx";
import { deskPaths, ownPath, pathWithReturn } from "./paths.ts";
import { readDeskForm, type Visitor, visitorOf } from "./staff-routes.ts";

/** Adds the staff's log-in and sign-out, the enrolment of a second factor, and its giving again. */
export function addAccessRoutes(desk: Hono, parts: DeskParts): void {
  const { ports } = parts;

  desk.get(deskPaths.login, async (c) => {
    const visitor = await visitorOf(c, parts);
    const to = ownPath(c.req.query("to"));
    if (visitor !== null) return c.redirect(to, 303);
    const known = readDeskToken(c, ports);
    if (known === null && isCrossSiteArrival(c)) return answerArrival(c, parts);
    const token = known ?? newStaffToken(ports);
    if (known === null) writeDeskToken(c, ports, token);
    const reason = reasonOf(c.req.query("after"));
    return answerLogin(c, parts, 200, { token, reason, name: "", to });
  });

  desk.post(deskPaths.login, async (c) => {
    const token = readDeskToken(c, ports) ?? "";
    const fields = await readDeskForm(c, parts, token);
    const anybody = deskViewOf(c, parts, { token, account: null });
    if (fields === "foreign") return answerDeskNotice(c, anybody, 403, "form");
    if (fields === "unusable") return answerDeskNotice(c, anybody, 400, "unusable");
    const name = fields.get("name") ?? "";
    const to = ownPath(fields.get("to"));
    const attempt = {
      name,
      password: fields.get("password") ?? "",
      code: fields.get("code") ?? "",
    };
    if (Object.values(attempt).some((text) => text.length > 256)) {
      return answerDeskNotice(c, anybody, 400, "unusable");
    }
    const answer = await logInStaff(ports, attempt, clientOf(c, ports, { id: token }));
    if (answer.kind === "refused") {
      return answerLogin(c, parts, 403, { token, reason: "refused", name, to });
    }
    if (answer.kind === "accepted") keepDevice(c, parts, answer.device);
    // A token that was planted before is worth nothing after.
    const enrolling = answer.kind === "enrol";
    const begun = { name: answer.account.name, enrolling, by: answer.by };
    writeDeskToken(c, ports, await beginStaffSession(ports, begun));
    return c.redirect(enrolling ? deskPaths.enrol : to, 303);
  });

  desk.post(deskPaths.logout, async (c) => {
    const token = readDeskToken(c, ports) ?? "";
    const fields = await readDeskForm(c, parts, token);
    if (typeof fields === "string") {
      const anybody = deskViewOf(c, parts, { token, account: null });
      return answerDeskNotice(c, anybody, 403, "form");
    }
    await endStaffSession(ports, token);
    writeDeskToken(c, ports, newStaffToken(ports));
    return c.redirect(`${deskPaths.login}?after=signed-out`, 303);
  });
  desk.get(deskPaths.logout, (c) => c.redirect(deskPaths.home, 303));

  addEnrolment(desk, parts);
  addConfirmation(desk, parts);
}

function addEnrolment(desk: Hono, parts: DeskParts): void {
  const { ports } = parts;

  desk.get(deskPaths.enrol, async (c) => {
    const visitor = await visitorOf(c, parts);
    if (visitor === null) return c.redirect(deskPaths.login, 303);
    return (await keptPage(c, ports, visitor.live.token)) ?? answerEnrol(c, parts, visitor, null);
  });

  desk.post(deskPaths.enrol, async (c) => {
    const visitor = await visitorOf(c, parts);
    if (visitor === null || !visitor.live.session.enrolling) {
      return c.redirect(deskPaths.login, 303);
    }
    const fields = await readDeskForm(c, parts, visitor.live.token);
    if (typeof fields === "string") return answerDeskNotice(c, visitor.view, 403, "form");
    const given = {
      password: fields.get("password") ?? "",
      passwordAgain: fields.get("passwordAgain") ?? "",
      code: fields.get("code") ?? "",
    };
    const { token, account } = visitor.live;
    const answer = await enrolStaff(ports, account, given, clientOf(c, ports, { id: token }));
    switch (answer.kind) {
      case "enrolled":
      case "refused": {
        await endStaffSession(ports, visitor.live.token);
        writeDeskToken(c, ports, newStaffToken(ports));
        const after = answer.kind === "enrolled" ? "enrolled" : "over";
        return c.redirect(`${deskPaths.login}?after=${after}`, 303);
      }
      case "password-unfit":
        return refuseEnrol(c, parts, visitor, answer.problem);
      case "code-wrong":
        return refuseEnrol(c, parts, visitor, "code");
      default:
        return answer satisfies never;
    }
  });
}

/** "Sudo": both factors again, for the acts that ask for them. */
function addConfirmation(desk: Hono, parts: DeskParts): void {
  const { ports } = parts;

  desk.get(deskPaths.confirm, async (c) => {
    const visitor = await visitorOf(c, parts);
    const to = ownPath(c.req.query("to"));
    if (visitor === null) return c.redirect(pathWithReturn(deskPaths.login, to), 303);
    if (visitor.live.session.enrolling) return c.redirect(deskPaths.enrol, 303);
    if (visitor.isConfirmed) return c.redirect(to, 303);
    const kept = await keptPage(c, ports, visitor.live.token);
    if (kept !== null) return kept;
    return answerPage(c, 200, <ConfirmFactorsPage view={visitor.view} to={to} isRefused={false} />);
  });

  desk.post(deskPaths.confirm, async (c) => {
    const visitor = await visitorOf(c, parts);
    if (visitor === null || visitor.live.session.enrolling) {
      return c.redirect(deskPaths.login, 303);
    }
    const { live, view } = visitor;
    const fields = await readDeskForm(c, parts, live.token);
    if (typeof fields === "string") return answerDeskNotice(c, view, 403, "form");
    const to = ownPath(fields.get("to"));
    const given = {
      name: live.account.name,
      password: fields.get("password") ?? "",
      code: fields.get("code") ?? "",
    };
    const answer = await logInStaff(ports, given, clientOf(c, ports, { id: live.token }));
    if (answer.kind !== "accepted") {
      const page = <ConfirmFactorsPage view={view} to={to} isRefused />;
      const at = pathWithReturn(deskPaths.confirm, to);
      const shown = { at, token: live.token };
      return showByAddress(c, ports, await answerPage(c, 403, page), shown);
    }
    keepDevice(c, parts, answer.device);
    await confirmStaffSession(ports, live.token);
    return c.redirect(to, 303);
  });
}

/** Makes the browser known, so that guesses of strangers do not slow its owner (law 10). */
function keepDevice(c: Context, { ports }: DeskParts, device: string | null): void {
  if (device !== null) rememberDevice(c, ports, device);
}

function reasonOf(after: string | undefined): AccessReason {
  return after === "signed-out" || after === "over" || after === "enrolled" ? after : "opened";
}

function answerLogin(
  c: Context,
  parts: DeskParts,
  status: PageStatus,
  page: {
    readonly token: string;
    readonly reason: AccessReason;
    readonly name: string;
    readonly to: string;
  },
): Response | Promise<Response> {
  const view = deskViewOf(c, parts, { token: page.token, account: null });
  const { reason, name, to } = page;
  return answerPage(c, status, <StaffLoginPage view={view} reason={reason} name={name} to={to} />);
}

/** Shows the enrolment again, by an address. The page shows a secret: it is kept for one look. */
async function refuseEnrol(
  c: Context,
  parts: DeskParts,
  visitor: Visitor,
  problem: EnrolProblem,
): Promise<Response> {
  const answer = await answerEnrol(c, parts, visitor, problem);
  const shown = { at: deskPaths.enrol, token: visitor.live.token, isOnce: true };
  return showByAddress(c, parts.ports, answer, shown);
}

async function answerEnrol(
  c: Context,
  parts: DeskParts,
  { live, view }: Visitor,
  problem: EnrolProblem | null,
): Promise<Response> {
  const enrolment = live.session.enrolling ? await enrolmentOf(parts.ports, live.account) : null;
  if (enrolment === null) return c.redirect(deskPaths.home, 303);
  const status = problem === null ? 200 : 422;
  return answerPage(c, status, <EnrolPage view={view} enrolment={enrolment} problem={problem} />);
}
