import type { ChallengeIssued, PinAnswer, PinChangeStatus } from "@jeton/validator/parts";
import type { Context, Hono } from "hono";
import { addForm } from "../web/add-form.ts";
import { againOf, againStatus, showAgain } from "../web/again.ts";
import {
  type ConfirmFields,
  checkConfirmFields,
  checkNoFields,
  checkPinFields,
  type PinFields,
} from "../web/fields.ts";
import { liveSession } from "../web/live-session.ts";
import { answerNotice, type NoticeKind } from "../web/read-form.tsx";
import { readSentForm } from "../web/sent-form.ts";
import type { Session } from "../web/session.ts";
import { answerPage, formViewOf, type PageName, type PortalParts, pagePaths } from "../web/view.ts";
import { begunAgainQuery } from "./enter.ts";
import { secondsToWait } from "./hint-times.ts";
import { ConfirmPage } from "./pages/confirm-page.tsx";
import { PinPage } from "./pages/pin-page.tsx";
import { renewalPath, type TimeLeftProps } from "./parts/time-left.tsx";

/** Whether more time was given just now: the page then says so. */
const renewedQuery = "renewed";

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
  readonly admit: (session: Session | null) => Admission<S>;
  /** Returns where the flow stands; what is shown once it is over, used or void. */
  readonly status: (session: S) => Promise<PinChangeStatus | NoticeKind>;
  /** Asks a challenge of the holder of a key that answers them. */
  readonly ask: (session: S) => Promise<ChallengeIssued>;
  /** Gives the holder more time, if there is more to give. */
  readonly renew: (c: Context, session: S) => Promise<void>;
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
  const { pages } = flow;
  addFlowPage(portal, parts, flow, pages.pin, (c, session) => answerPin(c, parts, flow, session));
  addForm<S, PinFields>(portal, parts, {
    path: pagePaths[pages.pin],
    admit: formSession(flow),
    check: checkPinFields,
    async act(c, session, fields) {
      const answer = await flow.choose(c, session, fields);
      const path = pagePaths[pages.pin];
      switch (answer.kind) {
        case "refused":
          // The page itself says what became of the flow.
          return showAgain(c, parts.ports, { path, again: { kind: "refused" } });
        case "pin-unfit": {
          const again = { kind: "unfit", problem: answer.problem } as const;
          return showAgain(c, parts.ports, { path, again });
        }
        case "confirm-passcode":
          return c.redirect(pagePaths[pages.confirm], 303);
        default:
          return answer satisfies never;
      }
    },
  });

  addFlowPage(portal, parts, flow, pages.confirm, (c, session) =>
    answerConfirm(c, parts, flow, session),
  );
  addForm<S, ConfirmFields>(portal, parts, {
    path: pagePaths[pages.confirm],
    admit: formSession(flow),
    check: checkConfirmFields,
    async act(c, session, fields) {
      const path = pagePaths[pages.confirm];
      return (
        (await flow.confirm(c, session, fields)) ??
        showAgain(c, parts.ports, { path, again: { kind: "refused" } })
      );
    },
  });
  for (const page of [pages.pin, pages.confirm]) addRenewal(portal, parts, flow, page);
}

/** Adds the button that gives more time; the page is then opened anew. */
function addRenewal<S extends PinSession>(
  portal: Hono,
  parts: PortalParts,
  flow: PinFlow<S>,
  page: PageName,
): void {
  addForm<S, object>(portal, parts, {
    path: renewalPath(page),
    admit: formSession(flow),
    check: checkNoFields,
    async act(c, session) {
      await flow.renew(c, session);
      return c.redirect(`${pagePaths[page]}?${renewedQuery}`, 303);
    },
  });
  portal.get(renewalPath(page), (c) => c.redirect(pagePaths[page], 303));
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

async function answerPin<S extends PinSession>(
  c: Context,
  parts: PortalParts,
  flow: PinFlow<S>,
  session: S,
): Promise<Response> {
  const where = await flow.status(session);
  if (typeof where === "string") return answerNotice(c, parts, 403, where);
  const again = againOf(c);
  const kind = c.req.query(begunAgainQuery) === undefined ? "opened" : "begun-again";
  const isOurs = again?.kind === "unfit" || again?.kind === "unusable";
  const page = (
    <PinPage
      view={formViewOf(c, parts, session)}
      of={flow.of}
      reason={isOurs ? again : { kind }}
      policy={parts.ports.policy.pin}
      hint={where.hint}
      time={timeLeft(c, parts, where)}
    />
  );
  return answerPage(c, againStatus(again), page);
}

async function answerConfirm<S extends PinSession>(
  c: Context,
  parts: PortalParts,
  flow: PinFlow<S>,
  session: S,
): Promise<Response> {
  const where = await flow.status(session);
  if (typeof where === "string") return answerNotice(c, parts, 403, where);
  if (!where.isChosen) return c.redirect(pagePaths[flow.pages.pin], 303);
  const again = againOf(c);
  const isOurs = again?.kind === "refused" || again?.kind === "unusable";
  const sent = readSentForm(c, parts.ports);
  const refusedAt = again?.kind === "refused" ? (sent?.at ?? null) : null;
  const { hint } = where;
  const page = (
    <ConfirmPage
      view={formViewOf(c, parts, session)}
      of={flow.of}
      reason={isOurs ? again : { kind: "opened" }}
      hint={hint}
      secondsToWait={secondsToWait(parts.ports, hint, refusedAt)}
      issued={hint.suite === undefined ? null : await flow.ask(session)}
      time={timeLeft(c, parts, where)}
    />
  );
  return answerPage(c, againStatus(again), page);
}

function timeLeft(c: Context, { ports }: PortalParts, where: PinChangeStatus): TimeLeftProps {
  const { hint, isRenewable } = where;
  const milliseconds = Math.max(0, hint.expiresAt - ports.clock());
  const isRenewed = c.req.query(renewedQuery) !== undefined;
  return {
    until: hint.expiresAt,
    seconds: Math.floor(milliseconds / 1000),
    isRenewable,
    isRenewed,
  };
}
