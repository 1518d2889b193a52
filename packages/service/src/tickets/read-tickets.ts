import type { KeyRecord } from "@jeton/core";
import { decodeTicket, type Ticket } from "./ticket.ts";
import { namesKey } from "./ticket-key.ts";
import { minuteOf } from "./ticket-number.ts";
import { type TicketPorts, ticketKind } from "./ticket-ports.ts";

/** Returns the ticket of a number that `parseTicketNumber` answered, or null. */
export async function readTicket(
  { documents }: Pick<TicketPorts, "documents">,
  number: string,
): Promise<Ticket | null> {
  const stored = await documents.load(ticketKind, number);
  return stored === null ? null : decodeTicket(stored.body);
}

/** A part of the tickets, the newest first. */
export type TicketPage = {
  readonly state: Ticket["state"]["kind"] | "any";
  /** Only tickets older than this one; null from the newest on. */
  readonly after: string | null;
  readonly limit: number;
};

/** What stands on a page of the tickets. */
export type TicketList = {
  readonly tickets: readonly Ticket[];
  /** The `after` of the next page, which may be empty; null for the last page. */
  readonly olderThan: string | null;
};

/** Whether somebody sees a ticket. It may ask the store; null: they see all. */
export type SeesTicket = ((ticket: Ticket) => Promise<boolean>) | null;

/** For so many tickets of one page it is asked whose they are: strangers write them, without end. */
export const askedTicketsMax = 100;
/** The tickets of the minute in which that ends are asked for, too, up to so many. */
const askedOfMinuteMax = 2 * askedTicketsMax;

/**
 * Returns tickets that somebody sees, the newest first. A page ends before it is full once whose `askedTicketsMax` tickets are was
 * asked. Where it ends then is a minute: the number of a ticket would tell of one that they do not see.
 */
export async function listTickets(
  { documents }: Pick<TicketPorts, "documents">,
  { state, after, limit }: TicketPage,
  sees: SeesTicket = null,
): Promise<TicketList> {
  const tickets: Ticket[] = [];
  let asked = 0;
  let last = "";
  for await (const ticket of newestTickets(documents, after)) {
    if (state !== "any" && ticket.state.kind !== state) continue;
    if (sees !== null) {
      const isOtherMinute = minuteOf(ticket.number) !== minuteOf(last);
      if (asked >= askedTicketsMax && isOtherMinute) {
        return { tickets, olderThan: `${minuteOf(last)}-0000` };
      }
      if (asked >= askedOfMinuteMax) return { tickets, olderThan: last };
      asked += 1;
      last = ticket.number;
      if (!(await sees(ticket))) continue;
    }
    if (tickets.length === limit) return { tickets, olderThan: tickets.at(-1)?.number ?? null };
    tickets.push(ticket);
  }
  return { tickets, olderThan: null };
}

/** So many of the newest tickets are looked at for those that name a key. */
export const recentTicketsMax = 200;
/** So many of them are shown. */
const namingTicketsMax = 60;

/** Returns those of the newest tickets that name a key or its holder and that somebody sees, the newest first. */
export async function recentTicketsNaming(
  { documents }: Pick<TicketPorts, "documents">,
  key: Pick<KeyRecord, "serial" | "holder">,
  sees: SeesTicket = null,
): Promise<readonly Ticket[]> {
  const naming: Ticket[] = [];
  let looked = 0;
  for await (const ticket of newestTickets(documents, null)) {
    if (namesKey(ticket, key)) naming.push(ticket);
    looked += 1;
    if (looked === recentTicketsMax || naming.length === namingTicketsMax) break;
  }
  if (sees === null) return naming;
  const seen: Ticket[] = [];
  for (const ticket of naming) if (await sees(ticket)) seen.push(ticket);
  return seen;
}

const pageSize = 100;

async function* newestTickets(
  documents: TicketPorts["documents"],
  after: string | null,
): AsyncGenerator<Ticket> {
  for (let last = after; ; ) {
    const page = { prefix: "", after: last, limit: pageSize, newestFirst: true };
    const stored = await documents.list(ticketKind, page);
    for (const { body } of stored) {
      const ticket = decodeTicket(body);
      if (ticket !== null) yield ticket;
    }
    if (stored.length < pageSize) return;
    last = stored.at(-1)?.id ?? null;
  }
}
