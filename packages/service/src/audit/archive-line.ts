import { type ChainedEvent, OtpError, type TrailAnchor } from "@jeton/core";
import { z } from "zod";

/**
 * A line of an archive of events that were cut. A key's part is, in this order: where its trail began,
 * when events had been cut before; the events; the anchor that took their place.
 */
export type ArchiveLine =
  /** The first line. */
  | { readonly type: "archive"; readonly version: 1; readonly before: number; readonly at: number }
  | ({ readonly type: "anchor" } & TrailAnchor)
  | ({ readonly type: "event" } & ChainedEvent);

/** Returns the line as text, without its end. */
export function encodeArchiveLine(line: ArchiveLine): string {
  return JSON.stringify(line);
}

/**
 * Returns the line of a text. What its words say is for the chain and the signatures to check.
 * Throws OtpError RECORD_MALFORMED for what is no line of an archive, and for what says anything that
 * the line does not hold, such as a name that stands in it twice.
 */
export function decodeArchiveLine(text: string): ArchiveLine {
  try {
    // The object itself, not what the schema makes of it: its fields stay in the order of the text.
    const line: unknown = JSON.parse(text);
    archiveLine.parse(line);
    if (encodeArchiveLine(line as ArchiveLine) !== text) throw new TypeError("written otherwise");
    return line as ArchiveLine;
  } catch (cause) {
    throw new OtpError("RECORD_MALFORMED", "no line of an archive", cause);
  }
}

/** Returns the archive line that a text holds, or null for any other text. */
export function readArchiveLine(text: string): ArchiveLine | null {
  try {
    return decodeArchiveLine(text);
  } catch (error) {
    if (error instanceof OtpError) return null;
    throw error;
  }
}

const whole = z.int().min(0);
const words = z.string();

const diagnosis = z.strictObject({
  pin: words,
  offsetSteps: z.int().nullable(),
  hypothesis: z.strictObject({ algorithm: words, periodSeconds: whole }).nullable(),
  spare: words.optional(),
});

const archiveLine = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("archive"), version: z.literal(1), before: whole, at: whole }),
  z.strictObject({
    ...{ type: z.literal("anchor"), serial: words, count: whole, hash: words, at: whole },
    ...{ actor: words, keyId: words, signature: words },
    past: z.strictObject({ lastStep: whole.nullable(), holder: words }).optional(),
  }),
  z.strictObject({
    ...{ type: z.literal("event"), serial: words, sequence: whole, hash: words, at: whole },
    ...{ kind: words, actor: words, step: whole.nullable(), reason: words.nullable() },
    diagnosis: diagnosis.nullable(),
    holder: words.optional(),
  }),
]);
