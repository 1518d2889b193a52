import { type ChainedEvent, type KeyRecord, OtpError } from "@jeton/core";

/**
 * Checks that `next` is a record of `serial` and that `events` are the last ones of its chain, as
 * core's outcomes give them. Throws RangeError: anything else is a slip of the caller, and stored
 * it would look like an edit of the audit trail.
 */
export function requireChange(
  serial: string,
  next: KeyRecord,
  events: readonly ChainedEvent[],
): void {
  if (next.serial !== serial) {
    throw new RangeError(`Cannot store key "${serial}": found a record of key "${next.serial}"`);
  }
  let sequence = next.audit.count - events.length;
  for (const event of events) {
    sequence += 1;
    if (event.serial !== serial || event.sequence !== sequence) {
      throw new RangeError(
        `Cannot store events of key "${serial}": found event ${event.sequence} of key "${event.serial}", expected event ${sequence}`,
      );
    }
  }
  const last = events.at(-1);
  if (last !== undefined && last.hash !== next.audit.hash) {
    throw new RangeError(
      `Cannot store events of key "${serial}": found a last event that is not the record's audit head`,
    );
  }
}

/** What both adapters throw for an event whose place in the key's chain is taken or passed. */
export function eventPlaceTaken(serial: string, cause?: unknown): EventPlaceTakenError {
  return new EventPlaceTakenError(
    `Cannot store events of key "${serial}": their place in the chain is taken, expected events behind the stored ones`,
    { cause },
  );
}

/** What a database says of a change by which the last step of a key would go back (law 2). */
export function stepReopened(serial: string, found: string, cause?: unknown): OtpError {
  return new OtpError("STEP_REOPENED", `Cannot store key "${serial}": ${found}`, cause);
}

/** What the databases' own constraint says of a step that was accepted before (law 2). */
export function stepAcceptedTwice(serial: string, cause?: unknown): OtpError {
  const message = `Cannot store key "${serial}": an event accepts a step that was accepted before`;
  return new OtpError("STEP_REOPENED", message, cause);
}

/** What is said of a key that would be a holder's second one in the same place. */
export const otherKey =
  "its holder has another key, expected one key for each holder and one on its way";

/** A slip of the caller, unless the record is older than its events: then somebody put it back. */
export class EventPlaceTakenError extends RangeError {}

/** Checks a page's number, such as a limit. Throws RangeError unless it is a whole number >= 0. */
export function requireWhole(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`Cannot read a page: ${name} ${value}, expected a whole number >= 0`);
  }
}

/** Returns what stands behind every holder that begins with `prefix`: no identifier holds U+10FFFF. */
export function behindHolders(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
