import { createHash } from "node:crypto";
import type { Mailer } from "../mail/index.ts";
import { answerMail } from "./answer-mail.ts";
import { alterTicket } from "./change-ticket.ts";
import type { Ticket, TicketNote } from "./ticket.ts";
import type { TicketPorts } from "./ticket-ports.ts";

/** An answer, and the form by which it was given: each form that is shown has another name. */
export type TicketAnswer = {
  readonly form: string;
  readonly text: string;
  /** The ticket's own address. */
  readonly to: string;
  /** "staff:NAME" */
  readonly actor: string;
};

/**
 * Sends an answer once, however often its form is sent: it is kept before it is sent, by whoever comes first. Whoever
 * answers a ticket that nobody deals with deals with it. Returns what became of it; "begun-before" if nothing
 * was done now; null if there is no such ticket. Cut off between, it is kept as one that is being sent, and never sent again.
 */
export async function sendAnswer(
  ports: TicketPorts,
  mailer: Pick<Mailer, "send">,
  number: string,
  { form, text, to, actor }: TicketAnswer,
): Promise<"sent" | "failed" | "begun-before" | null> {
  const id = createHash("sha256")
    .update(JSON.stringify([actor, form, text]))
    .digest("hex");
  const begun = await alterTicket(ports, number, (ticket, at) => {
    if (ticket.notes.some(({ delivery }) => delivery?.id === id)) return ticket;
    const delivery = { id, state: "sending" } as const;
    const notes = [...ticket.notes, { at, actor, text, sentTo: to, delivery }];
    return { ...ticket, notes, owner: ticket.owner ?? actor };
  });
  if (begun === null) return null;
  if (!begun.isChanged) return "begun-before";
  const { kind } = await mailer.send(answerMail(begun.ticket, to, text));
  await alterTicket(ports, number, (ticket) => delivered(ticket, { id, state: kind }));
  return kind;
}

function delivered(ticket: Ticket, delivery: NonNullable<TicketNote["delivery"]>): Ticket {
  const notes = ticket.notes.map((note) =>
    note.delivery?.id === delivery.id ? { ...note, delivery } : note,
  );
  return { ...ticket, notes };
}
