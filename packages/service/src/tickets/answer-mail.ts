import { translator } from "../i18n/messages.ts";
import type { Mail } from "../mail/index.ts";
import type { Ticket } from "./ticket.ts";

/** Returns where a ticket can be answered by mail: the one address that it gives; null for none, or for anything else. */
export function answerAddress({ content }: Pick<Ticket, "content">): string | null {
  const text = content.email.trim();
  return /^(?!.{255})[^\s@<>,;:"()[\]\\\p{C}]+@[^\s@<>,;:"()[\]\\\p{C}]+$/u.test(text)
    ? text
    : null;
}

/** Returns the answer to a ticket as a message in the ticket's language. */
export function answerMail(ticket: Ticket, to: string, answer: string): Mail {
  const { number, content, language } = ticket;
  const t = translator(language);
  // A subject is one line.
  const subject = content.subject.replaceAll(/[\s\p{C}]+/gu, " ").trim();
  return {
    to,
    subject: t("ticket.mail-subject", { number, subject }),
    text: `${answer}\n\n-- \n${t("ticket.mail-footer", { number })}\n`,
    isAutomatic: false,
  };
}
