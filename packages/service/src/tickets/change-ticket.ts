import { OtpError, type UnixMilliseconds, unixMilliseconds } from "@jeton/core";
import { decodeTicket, encodeTicket, type Ticket } from "./ticket.ts";
import { closedTicketMilliseconds, type TicketPorts, ticketKind } from "./ticket-ports.ts";

/** What staff do to a ticket. */
export type TicketAct =
  | { readonly kind: "close" }
  | { readonly kind: "reopen" }
  | { readonly kind: "note"; readonly text: string }
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
  const by = (at: UnixMilliseconds) => ({ at, actor });
  const altered = await alterTicket(ports, number, (ticket, at) => changeBy(ticket, act, by(at)));
  return altered?.ticket ?? null;
}

/**
 * Changes a ticket by compare-and-set and returns it; null if there is no such ticket. `change` is called again after a lost
 * race; where it returns the ticket itself nothing is written. Throws OtpError STORE_UNUSABLE when the store cannot be used.
 */
export async function alterTicket(
  ports: TicketPorts,
  number: string,
  change: (ticket: Ticket, now: UnixMilliseconds) => Ticket,
): Promise<{ readonly ticket: Ticket; readonly isChanged: boolean } | null> {
  for (let race = 0; race < racesMax; race += 1) {
    const stored = await ports.documents.load(ticketKind, number);
    if (stored === null) return null;
    const ticket = decodeTicket(stored.body);
    if (ticket === null) return null;
    const next = change(ticket, ports.clock());
    if (next === ticket) return { ticket, isChanged: false };
    const written = { body: encodeTicket(next), expiresAt: endOf(next) };
    if (await ports.documents.put(ticketKind, number, stored.revision, written)) {
      return { ticket: next, isChanged: true };
    }
  }
  throw new OtpError("STORE_UNUSABLE", `Cannot change ticket ${number}: lost ${racesMax} races`);
}

const racesMax = 100;
const unsent = { sentTo: null, delivery: null } as const;

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
      return { ...ticket, notes: [...ticket.notes, { ...by, text: act.text, ...unsent }] };
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
