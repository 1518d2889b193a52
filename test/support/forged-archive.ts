import { type AuditEvent, type ChainedEvent, chainEvent, emptyAuditHead } from "@jeton/core";
import { type Archive, type ArchiveLine, encodeArchiveLine } from "@jeton/service";

/** Returns an archive of the lines, behind the first one. */
export function archiveOf(name: string, lines: readonly ArchiveLine[]): Archive {
  const first = { type: "archive", version: 1, before: 1, at: 1 } as const;
  return archiveOfTexts(name, [first, ...lines].map(encodeArchiveLine));
}

/** Returns an archive of texts as they stand. */
export function archiveOfTexts(name: string, texts: readonly string[]): Archive {
  async function* lines() {
    yield* texts;
  }
  return { name, lines };
}

/**
 * Returns a key's part from its first event on, as someone without the master key can make it: chained
 * anew, its anchor signed with a master key that nobody has.
 */
export function forgedPart(serial: string, events: readonly AuditEvent[]): readonly ArchiveLine[] {
  let head = emptyAuditHead;
  const chained = events.map((event) => {
    const next = chainEvent(serial, head, event);
    head = { count: next.sequence, hash: next.hash };
    return { type: "event", ...next } as const;
  });
  const at = events.at(-1)?.at ?? (0 as AuditEvent["at"]);
  const signed = { keyId: "deadbeef", signature: "00".repeat(32) };
  return [...chained, { type: "anchor", serial, ...head, at, actor: "staff:anne", ...signed }];
}

/** Returns the events with one that never happened so. */
export function withInvented(events: readonly ChainedEvent[], sequence: number): ChainedEvent[] {
  return events.map((event) =>
    event.sequence === sequence ? { ...event, actor: "staff:eve" } : event,
  );
}
