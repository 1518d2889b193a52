import type { UnixMilliseconds } from "@jeton/core";
import { z } from "zod";
import { readStored } from "../documents/read-stored.ts";
import { type Language, languages } from "../i18n/messages.ts";

/** What someone who asks for help writes, each field as it was typed; "" for nothing. */
export type TicketContent = {
  readonly name: string;
  readonly firstName: string;
  readonly role: string;
  /** Their service or school. */
  readonly school: string;
  readonly email: string;
  readonly phone: string;
  /** When they can be called. */
  readonly hours: string;
  readonly subject: string;
  /** With the error messages as they were shown. */
  readonly description: string;
  /** The identifiers that do not work, in free text. */
  readonly accounts: string;
  /** What is engraved on the key. */
  readonly keyNumber: string;
};

/** The media types that `checkAttachment` tells apart by what is in a file. */
export const fileMediaTypes = ["image/png", "image/jpeg", "application/pdf"] as const;
export type FileMediaType = (typeof fileMediaTypes)[number];

/** A file that came with a ticket; its bytes are kept apart. */
export type TicketFile = {
  /** As it was called where it came from, for people only. */
  readonly name: string;
  readonly mediaType: FileMediaType;
  readonly bytes: number;
};

/** What staff wrote on a ticket: for themselves, or as an answer. */
export type TicketNote = {
  readonly at: UnixMilliseconds;
  /** "staff:NAME" */
  readonly actor: string;
  readonly text: string;
  /** Where it goes as an answer; null for a note, which the one who asked is never shown. */
  readonly sentTo: string | null;
  /**
   * How far an answer came, and by what it is known from others; null for a note, and for answers that were kept when
   * they had been sent. "sending": it is under way, or was cut off, and nobody knows whether it was sent.
   */
  readonly delivery: { readonly id: string; readonly state: DeliveryState } | null;
};

export const deliveryStates = ["sending", "sent", "failed"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** A request for help. Everything in it but the number comes from someone whom nobody has checked. */
export type Ticket = {
  readonly version: 1;
  readonly number: string;
  readonly openedAt: UnixMilliseconds;
  /** The language in which the form was filled in: answer in this one. */
  readonly language: Language;
  readonly state:
    | { readonly kind: "open" }
    | { readonly kind: "closed"; readonly at: UnixMilliseconds; readonly actor: string };
  readonly content: TicketContent;
  readonly files: readonly TicketFile[];
  /** The name under which the bytes of its files are kept; null where it has none. */
  readonly fileSet: string | null;
  readonly notes: readonly TicketNote[];
  /** Who deals with it: "staff:NAME"; null for nobody. */
  readonly owner: string | null;
};

/** Returns a ticket as the text that is stored. */
export function encodeTicket(ticket: Ticket): string {
  return JSON.stringify(ticket);
}

/** Returns the ticket of a stored text, null for a reservation. Throws RECORD_MALFORMED for what we did not write. */
export function decodeTicket(body: string): Ticket | null {
  const stored = readTicketText(body);
  return "reservedFor" in stored ? null : stored;
}

/** Returns what holds the number of a ticket while its files are stored. It names nobody. */
export function encodeReservation(fileSet: string): string {
  return JSON.stringify({ version: 1, reservedFor: fileSet } satisfies z.infer<typeof reservation>);
}

/** Returns the name of the files of a ticket or a reservation, as it was stored. */
export function fileSetOf(body: string): string | null {
  const stored = readTicketText(body);
  return "reservedFor" in stored ? stored.reservedFor : stored.fileSet;
}

function readTicketText(body: string): Ticket | z.infer<typeof reservation> {
  return readStored(z.union([reservation, storedTicket]), body, "a ticket");
}

const reservation = z.strictObject({ version: z.literal(1), reservedFor: z.string() });

const moment = z
  .int()
  .min(0)
  .transform((value) => value as UnixMilliseconds);

const ticketFields = z.strictObject({
  version: z.literal(1),
  number: z.string(),
  openedAt: moment,
  language: z.enum(languages),
  state: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("open") }),
    z.strictObject({ kind: z.literal("closed"), at: moment, actor: z.string() }),
  ]),
  content: z.strictObject({
    name: z.string(),
    firstName: z.string(),
    role: z.string(),
    school: z.string(),
    email: z.string(),
    phone: z.string(),
    hours: z.string(),
    subject: z.string(),
    description: z.string(),
    accounts: z.string(),
    keyNumber: z.string(),
  }),
  files: z.array(
    z.strictObject({
      name: z.string(),
      mediaType: z.enum(fileMediaTypes),
      bytes: z.int().min(0),
    }),
  ),
  fileSet: z.string().nullable().optional(),
  notes: z.array(
    z.strictObject({
      ...{ at: moment, actor: z.string(), text: z.string() },
      // Earlier versions sent no answers, and knew no owner.
      sentTo: z.string().nullable().default(null),
      delivery: z
        .strictObject({ id: z.string(), state: z.enum(deliveryStates) })
        .nullable()
        .default(null),
    }),
  ),
  owner: z.string().nullable().default(null),
});

// A ticket that names no set was stored when files were kept under the ticket's number.
const storedTicket: z.ZodType<Ticket> = ticketFields.transform((ticket) => ({
  ...ticket,
  fileSet: ticket.fileSet === undefined ? ticket.number : ticket.fileSet,
}));
