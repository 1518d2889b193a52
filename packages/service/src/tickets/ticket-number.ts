import type { UnixMilliseconds } from "@jeton/core";

/** Crockford's: no I, L, O or U, so that a number can be read over the phone. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Random bytes that a number takes. */
export const ticketNumberBytes = 4;

/**
 * Returns a number such as "20261124-1830-K7Q4": day and minute (UTC), so that numbers stand in
 * the order of their tickets, and four characters, so that two of one minute differ.
 */
export function ticketNumber(at: UnixMilliseconds, random: Uint8Array): string {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]/gu, "");
  const tail = [...random.subarray(0, ticketNumberBytes)].map((byte) => letters[byte % 32]);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${tail.join("")}`;
}

/** Returns the day and minute of a number, as they stand in it: all numbers of a later minute stand behind it. */
export function minuteOf(number: string): string {
  return number.slice(0, 13);
}

/** Returns the number that someone typed or read aloud, or null for any other text. */
export function parseTicketNumber(text: string): string | null {
  const upper = text.trim().toUpperCase();
  return /^\d{8}-\d{4}-[0-9A-HJKMNP-TV-Z]{4}$/u.test(upper) ? upper : null;
}
