import type { UnixMilliseconds } from "@jeton/core";
import { openRateLimit, type Rate } from "../http/rate-limit.ts";

/** Keeps the form, which anyone can send, from filling the memory or the store. */
export type RequestLimits = {
  /** Answers what ends the reading of a form, or the milliseconds to wait. */
  readonly beginReading: (source: string, now: UnixMilliseconds) => (() => void) | number;
  /** Answers 0 when a ticket may be opened, which is counted, or the milliseconds to wait. */
  readonly openTicket: (source: string, now: UnixMilliseconds) => number;
};

const minute = 60_000;

/** A school is one source: a whole staff room may ask on the morning of a new term. */
export const requestRates: {
  readonly formsOfSource: Rate;
  readonly ticketsOfSource: Rate;
  readonly ticketsOfAll: Rate;
  readonly readingOfSource: number;
  readonly readingOfAll: number;
} = {
  /** Forms sent, the unusable ones too. */
  formsOfSource: { burst: 30, everyMilliseconds: minute / 3 },
  ticketsOfSource: { burst: 10, everyMilliseconds: 2 * minute },
  ticketsOfAll: { burst: 100, everyMilliseconds: minute / 2 },
  /** Forms that are read at one time: each takes up to 10 MB of memory. */
  readingOfSource: 3,
  readingOfAll: 16,
};

/** What is told to wait when only the forms under way are too many. */
const readingWait = minute;

export function openRequestLimits(): RequestLimits {
  const forms = openRateLimit(requestRates.formsOfSource);
  const tickets = openRateLimit(requestRates.ticketsOfSource);
  const allTickets = openRateLimit(requestRates.ticketsOfAll);
  const reading = new Map<string, number>();
  let readingOfAll = 0;

  return {
    beginReading(source, now) {
      const own = reading.get(source) ?? 0;
      if (own >= requestRates.readingOfSource) return readingWait;
      if (readingOfAll >= requestRates.readingOfAll) return readingWait;
      const wait = forms.take(source, now);
      if (wait > 0) return wait;
      reading.set(source, own + 1);
      readingOfAll += 1;
      return () => {
        readingOfAll -= 1;
        const left = (reading.get(source) ?? 1) - 1;
        if (left === 0) reading.delete(source);
        else reading.set(source, left);
      };
    },
    openTicket(source, now) {
      // The source first: one that is over its own limit takes nothing from everyone's.
      return tickets.take(source, now) || allTickets.take("all", now);
    },
  };
}
