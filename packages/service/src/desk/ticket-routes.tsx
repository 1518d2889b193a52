import type { Context } from "hono";
import { staffActor } from "../staff/staff-key.ts";
import {
  answerAddress,
  changeTicket,
  parseTicketNumber,
  readFile,
  readTicket,
  sendAnswer,
  type Ticket,
  type TicketAct,
  ticketKey,
} from "../tickets/index.ts";
import { answerPage, newFormId } from "../web/view.ts";
import { answerDeskNotice } from "./answer.tsx";
import type { ScopedParts } from "./desk-view.ts";
import { type RefusedNote, TicketPage } from "./pages/ticket-page.tsx";
import { TicketsPage } from "./pages/tickets-page.tsx";
import type { RefusedAnswer } from "./parts/ticket-answer.tsx";
import { deskPaths, ticketPath } from "./paths.ts";
import type { DeskDoor, Fields, Visitor } from "./staff-routes.ts";
import { answerLengthMax, noteLengthMax } from "./ticket-limits.ts";

const ticketsShown = 50;

/** Adds the list of tickets, a ticket with its files, and what staff do to it. */
export function addTicketRoutes(door: DeskDoor): void {
  door.page({ path: deskPaths.tickets, right: "see" }, async (c, { view, parts }) => {
    const state = c.req.query("state") === "any" ? "any" : "open";
    const after = parseTicketNumber(c.req.query("after") ?? "");
    const found = await parts.tickets.list({ state, after, limit: ticketsShown });
    return answerPage(c, 200, <TicketsPage view={view} {...found} state={state} />);
  });

  door.page({ path: deskPaths.ticket, right: "see" }, async (c, visitor) => {
    const ticket = await ticketOf(visitor.parts, c.req.query("number"));
    if (ticket === null) return answerDeskNotice(c, visitor.view, 404, "not-found");
    return answerTicket(c, visitor, ticket, {});
  });

  door.page({ path: deskPaths.ticketFile, right: "see" }, async (c, { view, parts }) => {
    const ticket = await ticketOf(parts, c.req.query("number"));
    const index = Number(/^\d{1,2}$/u.exec(c.req.query("file") ?? "")?.[0] ?? Number.NaN);
    const file = ticket?.files[index];
    const bytes = ticket && file ? await readFile(parts.ports, ticket, index) : null;
    if (!file || bytes === null) return answerDeskNotice(c, view, 404, "not-found");
    // Never inline: what a stranger sent must not run, or be drawn, as a page of ours. A picture in a page of ours is
    // drawn all the same, and runs nothing.
    return c.body(new Uint8Array(bytes), 200, {
      "content-type": "application/octet-stream",
      "content-disposition": dispositionOf(file.name),
    });
  });

  const shownAt = (fields: Fields) => ticketPath(fields.get("number") ?? "");
  const rule = { path: deskPaths.ticket, right: "answer-tickets", shownAt } as const;
  door.action(rule, async (c, visitor, fields) => {
    const ticket = await ticketOf(visitor.parts, fields.get("number"));
    if (ticket === null) return answerDeskNotice(c, visitor.view, 404, "not-found");
    const act = actOf(fields, ticket);
    if (act === null) return answerDeskNotice(c, visitor.view, 400, "unusable");
    const actor = staffActor(visitor.live.account.name);
    const refused = await perform(visitor.parts, ticket, act, actor);
    if (refused === null) return c.redirect(ticketPath(ticket.number), 303);
    // With what was kept of it.
    const after = await readTicket(visitor.parts.ports, ticket.number);
    return answerTicket(c, visitor, after ?? ticket, refused);
  });
}

async function ticketOf({ ports }: ScopedParts, text: string | undefined): Promise<Ticket | null> {
  const number = parseTicketNumber(text ?? "");
  return number === null ? null : readTicket(ports, number);
}

async function answerTicket(
  c: Context,
  { view, parts: { ports } }: Visitor,
  ticket: Ticket,
  { note = null, answer = null }: Refused,
): Promise<Response> {
  const page = {
    view: { ...view, formId: newFormId(ports) },
    ...{ ticket, ticketKey: await ticketKey(ports, ticket) },
    answerTo: ports.mailer === undefined ? null : answerAddress(ticket),
    ...{ refused: note, refusedAnswer: answer },
  };
  return answerPage(c, note === null && answer === null ? 200 : 422, <TicketPage {...page} />);
}

/** What was not kept, or not sent. */
type Refused = { readonly note?: RefusedNote | null; readonly answer?: RefusedAnswer | null };

/** What the form asks for; an answer is sent besides. */
type AskedAct =
  | TicketAct
  | { readonly kind: "answer"; readonly text: string; readonly to: string; readonly form: string };

function actOf(fields: Fields, ticket: Ticket): AskedAct | null {
  const act = fields.get("act") ?? "";
  // Browsers send a line's end as two characters, and count it as one against the limit.
  const text = (name: string) => (fields.get(name) ?? "").replaceAll("\r\n", "\n").trim();
  switch (act) {
    case "close":
    case "reopen":
    case "take":
    case "release":
      return { kind: act };
    case "note":
      return { kind: act, text: text(act) };
    case "answer": {
      const to = answerAddress(ticket);
      const form = fields.get("attempt") ?? "";
      return to === null ? null : { kind: act, text: text(act), to, form };
    }
    default:
      return null;
  }
}

/** Does the act; returns what is wrong with a note or an answer, null for nothing. */
async function perform(
  { ports }: ScopedParts,
  { number }: Ticket,
  act: AskedAct,
  actor: string,
): Promise<Refused | null> {
  if (act.kind === "note" || act.kind === "answer") {
    const { text } = act;
    const lengthMax = act.kind === "note" ? noteLengthMax : answerLengthMax;
    const problem = text === "" ? "empty" : text.length > lengthMax ? "too-long" : null;
    if (problem !== null) return { [act.kind]: { text, problem } };
  }
  if (act.kind !== "answer") {
    await changeTicket(ports, number, act, actor);
    return null;
  }
  const { mailer } = ports;
  const { text } = act;
  const sent = mailer && (await sendAnswer(ports, mailer, number, { ...act, actor }));
  return sent === "sent" || sent === "begun-before"
    ? null
    : { answer: { text, problem: "failed" } };
}

/** RFC 6266 §4: the name in ASCII for old browsers, and in UTF-8 for all others. */
function dispositionOf(name: string): string {
  const plain = name.replaceAll(/[^ -~]|["\\%/]/gu, "_");
  const whole = encodeURIComponent(name.replaceAll(/\p{Surrogate}/gu, "_")).replaceAll(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
