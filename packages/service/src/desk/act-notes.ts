import type { Ports } from "@jeton/validator/parts";
import { z } from "zod";
import { readStored } from "../documents/read-stored.ts";

/** Characters of a reason. */
export const reasonLengthMax = 300;

const kind = "act-note";
const stored = z.strictObject({ reason: z.string() });
/** A key's chain is looked back so far for the act that was done just now. */
const eventsBack = 20;

/**
 * Keeps the reason beside the last event that `actor` caused in the key's chain: the act that they
 * did just now. The chain says who, what and when, and cannot be altered unseen; the reason is a
 * text of people, which may have to be struck out one day.
 */
export async function keepReason(
  ports: Ports,
  serial: string,
  actor: string,
  reason: string,
): Promise<void> {
  const found = await ports.store.load(serial);
  if (found === null || reason === "") return;
  const afterSequence = Math.max(0, found.record.audit.count - eventsBack);
  const events = await ports.store.events(serial, { afterSequence, limit: eventsBack + 5 });
  const event = events.findLast((each) => each.actor === actor);
  if (event === undefined) return;
  const id = noteId(serial, event.sequence);
  await ports.documents.put(kind, id, 0, { body: JSON.stringify({ reason }), expiresAt: null });
}

/** Returns the reasons that were given for acts on the key from `sequence` on. */
export async function reasonsOf(
  { documents }: Pick<Ports, "documents">,
  serial: string,
  fromSequence: number,
): Promise<ReadonlyMap<number, string>> {
  const page = {
    prefix: `${serial} `,
    after: noteId(serial, Math.max(0, fromSequence - 1)),
    limit: 200,
    newestFirst: false,
  };
  const found = await documents.list(kind, page);
  return new Map(
    found.map(({ id, body }) => [
      Number(id.split(" ")[1]),
      readStored(stored, body, "the reason of an act").reason,
    ]),
  );
}

/** No serial has a blank; the digits keep notes in the order of their events. */
function noteId(serial: string, sequence: number): string {
  return `${serial} ${String(sequence).padStart(16, "0")}`;
}
