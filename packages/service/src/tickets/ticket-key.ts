import { type ChainedEvent, holderIdentifier, type KeyRecord } from "@jeton/core";
import { findKeyOf, loadKey, type Ports, soundOrNull } from "@jeton/validator/parts";
import { serialSpellings } from "../keys/serial-spellings.ts";
import type { Ticket, TicketContent } from "./ticket.ts";

/** The key that a ticket speaks of. */
export type TicketKey = {
  readonly record: KeyRecord;
  /** Which of the ticket's fields named it. */
  readonly by: "key-number" | "account";
  /** The key's last events, the latest last. */
  readonly events: readonly ChainedEvent[];
};

/**
 * Returns the key that the ticket names by its number, else by the first of its accounts that has
 * one; null when neither leads to a key. It is looked for when staff read the ticket, not when it
 * is opened: the form answers a stranger, and must not come to know what is stored.
 */
export async function ticketKey(
  { store }: Pick<Ports, "store">,
  ticket: Ticket,
  eventsMax = 10,
): Promise<TicketKey | null> {
  const found = (await byNumber(store, ticket)) ?? (await byAccount(store, ticket));
  if (found === null) return null;
  const { serial, audit } = found.record;
  const afterSequence = Math.max(0, audit.count - eventsMax);
  const events = await store.events(serial, { afterSequence, limit: eventsMax });
  return { ...found, events };
}

/** Whether the ticket names the key by its number, or its holder among the accounts. Asks no store. */
export function namesKey(
  { content }: Pick<Ticket, "content">,
  { serial, holder }: Pick<KeyRecord, "serial" | "holder">,
): boolean {
  return (
    serialsIn(content).includes(serial) ||
    (holder !== null && identifiersIn(content).includes(holder))
  );
}

/** Returns what a ticket names keys and their holders by, in the order in which they are looked up. Asks no store. */
export function ticketNames({ content }: Pick<Ticket, "content">): {
  readonly serials: readonly string[];
  readonly identifiers: readonly string[];
} {
  return { serials: serialsIn(content), identifiers: identifiersIn(content) };
}

type Found = Pick<TicketKey, "record" | "by">;

async function byNumber(store: Ports["store"], { content }: Ticket): Promise<Found | null> {
  for (const serial of serialsIn(content)) {
    const stored = await soundOrNull(loadKey({ store }, serial));
    if (stored !== null) return { record: stored.record, by: "key-number" };
  }
  return null;
}

/** Some copy the number with the "N°" that stands before it. */
function serialsIn({ keyNumber }: TicketContent): readonly string[] {
  return serialSpellings(keyNumber.replace(/^\s*n\s*[°ºo]\s*[:.]?/iu, ""));
}

async function byAccount(store: Ports["store"], { content }: Ticket): Promise<Found | null> {
  for (const holder of identifiersIn(content)) {
    const stored = await soundOrNull(findKeyOf({ store }, holder));
    if (stored !== null) return { record: stored.record, by: "account" };
  }
  return null;
}

/** Accounts that are looked at: more than this in one ticket is no holder's own trouble. */
const accountsMax = 5;

function identifiersIn({ accounts }: TicketContent): readonly string[] {
  const words = accounts.split(/[\s,;]+/u).filter((word) => word !== "");
  return words.slice(0, accountsMax).flatMap((word) => holderIdentifier(word) ?? []);
}
