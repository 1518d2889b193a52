// Tickets: what someone without a working key asks of the help desk.
export { answerAddress, answerMail } from "./answer-mail.ts";
export { changeTicket, type TicketAct } from "./change-ticket.ts";
export { openTicket } from "./open-ticket.ts";
export { listTickets, readTicket, type TicketPage } from "./read-tickets.ts";
export type { Ticket, TicketContent, TicketFile, TicketNote } from "./ticket.ts";
export { type FileContent, readFile, sweepFiles } from "./ticket-files.ts";
export { namesKey, type TicketKey, ticketKey } from "./ticket-key.ts";
export { parseTicketNumber } from "./ticket-number.ts";
export type { TicketPorts } from "./ticket-ports.ts";
