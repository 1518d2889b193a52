import { OtpError, type UnixMilliseconds, unixMilliseconds } from "@jeton/core";
import { decodeTicket, encodeTicket, type Ticket } from "./ticket.ts";
import { closedTicketMilliseconds, type TicketPorts, ticketKind } from "./ticket-ports.ts";

/** What staff do to a ticket. */
export type TicketAct =
  | { readonly kind: "close" }
  | { readonly kind: "reopen" }
  | { readonly kind: "note"; readonly text: string }
  /** It was sent to that address. Whoever answers a ticket that nobody deals with deals with it. */
  | { readonly kind: "answer"; readonly text: string; readonly sentTo: string }
  | { readonly kind: "take" }
  | { readonly kind: "release" };

/**
 * Does the act and returns the changed ticket; null if there is no such ticket. A closed
 * one is swept a year later, and its files with it. `actor` is "staff:NAME".
 */
export async function changeTicket(
  ports: TicketPorts,
  number: string,
  act: TicketAct,
  actor: string,
): Promise<Ticket | null> {
  for (let race = 0; race < racesMax; race += 1) {
    const stored = await ports.documents.load(ticketKind, number);
    if (stored === null) return null;
    const ticket = decodeTicket(stored.body);
    if (ticket === null) return null;
    const next = changeBy(ticket, act, { at: ports.clock(), actor });
    const written = { body: encodeTicket(next), expiresAt: endOf(next) };
    if (await ports.documents.put(ticketKind, number, stored.revision, written)) return next;
  }
  throw new OtpError("STORE_UNUSABLE", `Cannot change ticket ${number}: lost ${racesMax} races`);
}

const racesMax = 100;

function changeBy(
  ticket: Ticket,
  act: TicketAct,
  by: { readonly at: UnixMilliseconds; readonly actor: string },
): Ticket {
  switch (act.kind) {
    case "close":
      return ticket.state.kind === "closed"
        ? ticket
        : { ...ticket, state: { kind: "closed", ...by } };
    case "reopen":
      return { ...ticket, state: { kind: "open" } };
    case "note":
      return { ...ticket, notes: [...ticket.notes, { ...by, text: act.text, sentTo: null }] };
    case "answer": {
      const { text, sentTo } = act;
      const notes = [...ticket.notes, { ...by, text, sentTo }];
      return { ...ticket, notes, owner: ticket.owner ?? by.actor };
    }
    case "take":
      return { ...ticket, owner: by.actor };
    case "release":
      return { ...ticket, owner: null };
    default:
      return act satisfies never;
  }
}

function endOf({ state }: Ticket): UnixMilliseconds | null {
  return state.kind === "open" ? null : unixMilliseconds(state.at + closedTicketMilliseconds);
}
