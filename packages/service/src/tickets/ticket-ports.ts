import type { Ports } from "@jeton/validator/parts";

/** What tickets need from outside. */
export type TicketPorts = Pick<Ports, "documents" | "clock" | "random">;

/** The documents' kinds: a ticket under its number, its files under "SET/INDEX". */
export const ticketKind = "ticket";
export const ticketFileKind = "ticket-file";
export const ticketKinds: { readonly ticket: string; readonly file: string } = {
  ...{ ticket: ticketKind, file: ticketFileKind },
};

/** A closed ticket holds names and phone numbers: it is kept a year, for statistics and returns. */
export const closedTicketMilliseconds: number = 365 * 24 * 60 * 60 * 1000;

/** A number is reserved so long while files are stored, which takes seconds. */
export const reservedMilliseconds: number = 60 * 60 * 1000;
