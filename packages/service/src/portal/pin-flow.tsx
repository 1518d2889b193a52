import type { NextCodeHint, PinAnswer } from "@jeton/validator/parts";
import type { Context, Hono } from "hono";
import { addForm } from "../web/add-form.ts";
import {
  type ConfirmFields,
  checkConfirmFields,
  checkPinFields,
  type PinFields,
} from "../web/fields.ts";
import { liveSession } from "../web/live-session.ts";
import { answerNotice, type NoticeKind } from "../web/read-form.tsx";
import type { Session } from "../web/session.ts";
import {
  answerPage,
  formViewOf,
  type PageName,
  type PageStatus,
  type PortalParts,
  pagePaths,
} from "../web/view.ts";
import { begunAgainQuery } from "./enter.ts";
import { minutesLeft, secondsToWait } from "./hint-times.ts";
import { ConfirmPage, type ConfirmReason } from "./pages/confirm-page.tsx";
import { PinPage, type PinReason } from "./pages/pin-page.tsx";

/** A session in which a PIN is being chosen: the first one of a key, or one in place of another. */
export type PinSession = Session & { readonly transaction: string };

/** The session, or where a browser without it is sent and what a form without it is told. */
export type Admission<S> =
  | { readonly ok: true; readonly session: S }
  | { readonly ok: false; readonly to: PageName; readonly notice: NoticeKind };

/** What differs between the choice of a first PIN and that of a later one. */
export type PinFlow<S extends PinSession> = {
  readonly of: "commissioning" | "change";
  readonly pages: { readonly pin: PageName; readonly confirm: PageName };
  /** What is shown once the flow is over, used or void. */
  readonly over: NoticeKind;
  readonly admit: (session: Session | null) => Admission<S>;
  /** Returns where the flow stands; null once it is over. */
  readonly status: (
    session: S,
  ) => Promise<{ readonly isChosen: boolean; readonly hint: NextCodeHint } | null>;
  readonly choose: (
    c: Context,
    session: S,
    fields: PinFields,
  ) => Promise<Exclude<PinAnswer, { kind: "confirm-passcode" }> | { kind: "confirm-passcode" }>;
  /** Takes the browser on after the right PASSCODE; returns null after any other one. */
  readonly confirm: (c: Context, session: S, fields: ConfirmFields) => Promise<Response | null>;
};

/** Adds the two pages of a flow: the PIN, typed twice, and the PASSCODE of that PIN and a later code. */
export function addPinFlow<S extends PinSession>(
  portal: Hono,
  parts: PortalParts,
  flow: PinFlow<S>,
): void {
  const { pages, over } = flow;
  addFlowPage(portal, parts, flow, pages.pin, (c, session) => {
    const kind = c.req.query(begunAgainQuery) === undefined ? "opened" : "begun-again";
    return answerPin(c, parts, flow, { status: 200, session, reason: { kind } });
  });
  addForm<S, PinFields>(portal, parts, {
    path: pagePaths[pages.pin],
    admit: formSession(flow),
    check: checkPinFields,
    onUnusable(c, session, { problems }) {
      const reason = { kind: "unusable", problems } as const;
      return answerPin(c, parts, flow, { status: 400, session, reason });
    },
    async act(c, session, fields) {
      const answer = await flow.choose(c, session, fields);
      switch (answer.kind) {
        case "refused":
          return answerNotice(c, parts, 403, over);
        case "pin-unfit": {
          const reason = { kind: "unfit", problem: answer.problem } as const;
          return answerPin(c, parts, flow, { status: 422, session, reason });
        }
        case "confirm-passcode":
          return c.redirect(pagePaths[pages.confirm], 303);
        default:
          return answer satisfies never;
      }
    },
  });

  addFlowPage(portal, parts, flow, pages.confirm, (c, session) =>
    answerConfirm(c, parts, flow, { status: 200, session, reason: { kind: "opened" } }),
  );
  addForm<S, ConfirmFields>(portal, parts, {
    path: pagePaths[pages.confirm],
    admit: formSession(flow),
    check: checkConfirmFields,
    onUnusable(c, session, { problems }) {
      const reason = { kind: "unusable", problems } as const;
      return answerConfirm(c, parts, flow, { status: 400, session, reason });
    },
    async act(c, session, fields) {
      const reason = { kind: "refused" } as const;
      return (
        (await flow.confirm(c, session, fields)) ??
        answerConfirm(c, parts, flow, { status: 403, session, reason })
      );
    },
  });
}

function addFlowPage<S extends PinSession>(
  portal: Hono,
  { ports }: PortalParts,
  { admit }: PinFlow<S>,
  page: PageName,
  answer: (c: Context, session: S) => Promise<Response>,
): void {
  portal.get(pagePaths[page], async (c) => {
    const admitted = admit(await liveSession(c, ports));
    return admitted.ok ? answer(c, admitted.session) : c.redirect(pagePaths[admitted.to], 303);
  });
}

function formSession<S extends PinSession>({ admit }: PinFlow<S>) {
  return (session: Session): S | NoticeKind => {
    const admitted = admit(session);
    return admitted.ok ? admitted.session : admitted.notice;
  };
}

/** A page of a flow as it is answered. */
type Shown<S, Reason> = {
  readonly status: PageStatus;
  readonly session: S;
  readonly reason: Reason;
};

async function answerPin<S extends PinSession>(
  c: Context,
  parts: PortalParts,
  flow: PinFlow<S>,
  { status, session, reason }: Shown<S, PinReason>,
): Promise<Response> {
  const where = await flow.status(session);
  if (where === null) return answerNotice(c, parts, 403, flow.over);
  const { hint } = where;
  return answerPage(
    c,
    status,
    <PinPage
      view={formViewOf(c, parts, session)}
      of={flow.of}
      reason={reason}
      policy={parts.ports.policy.pin}
      hint={hint}
      minutesLeft={minutesLeft(parts.ports, hint)}
    />,
  );
}

async function answerConfirm<S extends PinSession>(
  c: Context,
  parts: PortalParts,
  flow: PinFlow<S>,
  { status, session, reason }: Shown<S, ConfirmReason>,
): Promise<Response> {
  const where = await flow.status(session);
  if (where === null) return answerNotice(c, parts, 403, flow.over);
  if (!where.isChosen) return c.redirect(pagePaths[flow.pages.pin], 303);
  const { hint } = where;
  return answerPage(
    c,
    status,
    <ConfirmPage
      view={formViewOf(c, parts, session)}
      of={flow.of}
      reason={reason}
      hint={hint}
      secondsToWait={secondsToWait(parts.ports, hint, reason.kind === "refused")}
      minutesLeft={minutesLeft(parts.ports, hint)}
    />,
  );
}
