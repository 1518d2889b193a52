import type { deskTicketsFr } from "./desk-tickets-fr.ts";

/** Texts of a ticket's answer and of its owner, in English. */
export const deskTicketsEn: Readonly<Record<keyof typeof deskTicketsFr, string>> = {
  "ticket.answer": "Answer by e-mail",
  "ticket.answer-hint":
    "Sent to {email}, an address that nobody has checked. Write neither codes nor PINs.",
  "ticket.answer-empty": "The answer is empty: write it before you send it.",
  "ticket.answer-too-long": "An answer has {max} characters at most: shorten it.",
  "ticket.answer-failed":
    "The mail server did not take the answer, and it was not sent: try again later, or call.",
  "ticket.answer-submit": "Send the answer",
  "ticket.answer-is-sent": "Answer sent to {email}",
  "ticket.answer-is-sending":
    "Answer to {email}: being sent, or cut off before the mail server confirmed it",
  "ticket.answer-is-failed": "Answer to {email}: not sent",
  "ticket.owner": "Dealt with by",
  "ticket.owner-none": "nobody",
  "ticket.take": "I deal with it",
  "ticket.release": "No longer deal with it",
  "ticket.mail-subject": "Request {number}: {subject}",
  "ticket.mail-footer":
    "Request for help {number}. Nobody will ever ask you for your PIN, a code of your key or your PASSCODE.",
};
