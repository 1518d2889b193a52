import { OtpError, unixMilliseconds } from "@jeton/core";
import type { Language } from "../i18n/messages.ts";
import { encodeReservation, encodeTicket, type Ticket, type TicketContent } from "./ticket.ts";
import { type FileContent, fileSetBytes, fileSetName, keepFiles } from "./ticket-files.ts";
import { ticketNumber, ticketNumberBytes } from "./ticket-number.ts";
import { reservedMilliseconds, type TicketPorts, ticketKind } from "./ticket-ports.ts";

/** Numbers of one minute that may be taken before something is wrong with the randomness. */
const triesMax = 20;

type Given = {
  readonly language: Language;
  readonly content: TicketContent;
  readonly files: readonly FileContent[];
};

/**
 * Opens a ticket. Once it is answered it is stored, its files before it. Cut off before, it leaves
 * at most files without a ticket and a reservation that names nobody; both are swept an hour later.
 */
export async function openTicket(ports: TicketPorts, given: Given): Promise<Ticket> {
  const openedAt = ports.clock();
  for (let tries = 0; tries < triesMax; tries += 1) {
    const number = ticketNumber(openedAt, ports.random(ticketNumberBytes));
    const ticket: Ticket = {
      version: 1,
      number,
      openedAt,
      language: given.language,
      state: { kind: "open" },
      content: given.content,
      files: given.files.map(({ name, mediaType, bytes }) => ({ name, mediaType, bytes })),
      fileSet: given.files.length === 0 ? null : fileSetName(number, ports.random(fileSetBytes)),
      notes: [],
      owner: null,
    };
    if (await store(ports, ticket, given.files)) return ticket;
  }
  throw new OtpError("STORE_UNUSABLE", `Cannot open a ticket: ${triesMax} numbers were taken`);
}

/** Stores a ticket with its files, or returns false when its number is taken. */
async function store(
  ports: TicketPorts,
  ticket: Ticket,
  files: readonly FileContent[],
): Promise<boolean> {
  const { documents } = ports;
  const { number, fileSet, openedAt } = ticket;
  const whole = { body: encodeTicket(ticket), expiresAt: null };
  if (fileSet === null) return documents.put(ticketKind, number, 0, whole);
  const reservation = {
    body: encodeReservation(fileSet),
    expiresAt: unixMilliseconds(openedAt + reservedMilliseconds),
  };
  if (!(await documents.put(ticketKind, number, 0, reservation))) return false;
  await keepFiles(ports, fileSet, files);
  // Files are swept only once the reservation is, and then this does nothing.
  if (await documents.put(ticketKind, number, 1, whole)) return true;
  throw new OtpError("STORE_UNUSABLE", `Cannot open ticket ${number}: its files took over an hour`);
}
