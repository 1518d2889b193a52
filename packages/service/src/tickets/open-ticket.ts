import { OtpError } from "@jeton/core";
import type { Language } from "../i18n/messages.ts";
import { encodeTicket, type Ticket, type TicketContent } from "./ticket.ts";
import { type FileContent, keepFile } from "./ticket-files.ts";
import { ticketNumber, ticketNumberBytes } from "./ticket-number.ts";
import { type TicketPorts, ticketKind } from "./ticket-ports.ts";

/** Numbers of one minute that may be taken before something is wrong with the randomness. */
const triesMax = 20;

/** Opens a ticket. Once it is answered it is stored, its files before it. */
export async function openTicket(
  ports: TicketPorts,
  given: {
    readonly language: Language;
    readonly content: TicketContent;
    readonly files: readonly FileContent[];
  },
): Promise<Ticket> {
  const openedAt = ports.clock();
  for (let tries = 0; tries < triesMax; tries += 1) {
    const number = ticketNumber(openedAt, ports.random(ticketNumberBytes));
    if ((await ports.documents.load(ticketKind, number)) !== null) continue;
    for (const [index, { content }] of given.files.entries()) {
      await keepFile(ports, number, index, content);
    }
    const ticket: Ticket = {
      version: 1,
      number,
      openedAt,
      language: given.language,
      state: { kind: "open" },
      content: given.content,
      files: given.files.map(({ name, mediaType, bytes }) => ({ name, mediaType, bytes })),
      notes: [],
    };
    const next = { body: encodeTicket(ticket), expiresAt: null };
    if (await ports.documents.put(ticketKind, number, 0, next)) return ticket;
  }
  throw new OtpError("STORE_UNUSABLE", `Cannot open a ticket: ${triesMax} numbers were taken`);
}
