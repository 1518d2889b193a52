import type { RequestLimit } from "../web/default-request-limit.ts";
import { RequestLimiter } from "../web/request-limit.ts";

/** Keeps the form, which anyone can send, from filling the memory or the store. */
export type RequestLimits = {
  /** Returns what ends the reading of a form, or the seconds to wait. */
  readonly beginReading: (source: string) => (() => void) | number;
  /** Returns 0 when a ticket may be opened, which is counted, or the seconds to wait. */
  readonly openTicket: (source: string) => number;
};

/** A school is one source: a whole staff room may ask on the morning of a new term. */
export const requestRates: {
  /** Forms sent, the unusable ones too. */
  readonly formsOfSource: RequestLimit;
  readonly ticketsOfSource: RequestLimit;
  readonly ticketsOfAll: RequestLimit;
  /** Forms that are read at one time: each takes up to 10 MB of memory. */
  readonly readingOfSource: number;
  readonly readingOfAll: number;
} = {
  formsOfSource: { burst: 30, perSecond: 1 / 20 },
  ticketsOfSource: { burst: 10, perSecond: 1 / 120 },
  ticketsOfAll: { burst: 100, perSecond: 1 / 30 },
  readingOfSource: 3,
  readingOfAll: 16,
};

/** What is told to wait when only the forms under way are too many. */
const readingWaitSeconds = 60;

export function openRequestLimits(clock: () => number): RequestLimits {
  const forms = new RequestLimiter(requestRates.formsOfSource, clock);
  const tickets = new RequestLimiter(requestRates.ticketsOfSource, clock);
  const allTickets = new RequestLimiter(requestRates.ticketsOfAll, clock);
  const reading = new Map<string, number>();
  let readingOfAll = 0;

  return {
    beginReading(source) {
      const own = reading.get(source) ?? 0;
      if (own >= requestRates.readingOfSource) return readingWaitSeconds;
      if (readingOfAll >= requestRates.readingOfAll) return readingWaitSeconds;
      const wait = forms.take(source);
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
    openTicket(source) {
      // The source first: one that is over its own limit takes nothing from everyone's.
      return tickets.take(source) || allTickets.take("all");
    },
  };
}
