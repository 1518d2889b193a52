import { decodeTicket, type Ticket } from "./ticket.ts";
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

const pageSize = 100;

/** Returns tickets, the newest first. */
export async function listTickets(
  { documents }: Pick<TicketPorts, "documents">,
  { state, after, limit }: TicketPage,
): Promise<readonly Ticket[]> {
  const found: Ticket[] = [];
  for (let last = after; found.length < limit; ) {
    const page = { prefix: "", after: last, limit: pageSize, newestFirst: true };
    const stored = await documents.list(ticketKind, page);
    for (const { body } of stored) {
      const ticket = decodeTicket(body);
      if (ticket === null) continue;
      if (state === "any" || ticket.state.kind === state) found.push(ticket);
    }
    if (stored.length < pageSize) break;
    last = stored.at(-1)?.id ?? null;
  }
  return found.slice(0, limit);
}
