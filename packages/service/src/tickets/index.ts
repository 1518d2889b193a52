// Tickets: what someone without a working key asks of the help desk.
export { answerAddress } from "./answer-mail.ts";
export { changeTicket, type TicketAct } from "./change-ticket.ts";
export { openTicket } from "./open-ticket.ts";
export {
  askedTicketsMax,
  listTickets,
  readTicket,
  recentTicketsMax,
  recentTicketsNaming,
  type TicketList,
  type TicketPage,
} from "./read-tickets.ts";
export { sendAnswer } from "./send-answer.ts";
export {
  decodeTicket,
  type Ticket,
  type TicketContent,
  type TicketFile,
  type TicketNote,
} from "./ticket.ts";
export { type FileContent, readFile, sweepFiles, ticketOfFile } from "./ticket-files.ts";
export { type TicketKey, ticketKey, ticketNames } from "./ticket-key.ts";
export { parseTicketNumber } from "./ticket-number.ts";
export { type TicketPorts, ticketKinds } from "./ticket-ports.ts";
