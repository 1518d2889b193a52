import {
  drawTemporaryCode,
  makePinVerifier,
  momentAfter,
  type ReturningKey,
  type TemporaryCode,
  temporaryCodeMillisecondsMax,
  type UnixMilliseconds,
} from "@jeton/core";
import { hashAnew } from "../attempt/new-pin.ts";
import type { Ports } from "../ports/ports.ts";
import { issuedNow, later } from "./issued-now.ts";
import { loadKey } from "./stored-keys.ts";

/** When a temporary code passes, and what becomes of the key's own codes meanwhile. */
export type TemporaryCodeTerms = {
  /** From then on it passes; null: from now on. */
  readonly startsAt: UnixMilliseconds | null;
  /** For so many hours from then on: 1 to 168. */
  readonly hours: number;
  /** How often: 1 to 100. */
  readonly uses: number;
  readonly returningKey: ReturningKey;
};

/** What is issued where nobody says otherwise: a day, in which a key is fetched from home. */
export const temporaryCodeDefaults: Omit<TemporaryCodeTerms, "startsAt"> = {
  hours: 24,
  uses: 10,
  returningKey: "ends-code",
};

const hourMilliseconds = 60 * 60 * 1000;

/** The most hours: seven days. */
export const temporaryCodeHoursMax: number = temporaryCodeMillisecondsMax / hourMilliseconds;

/** So far ahead a temporary code can be issued: a stay away from the office is known before. */
const startMillisecondsMax = temporaryCodeMillisecondsMax;

/** A temporary code as it is told, once. */
export type IssuedTemporaryCode = {
  readonly code: string;
  readonly startsAt: UnixMilliseconds;
  readonly endsAt: UnixMilliseconds;
};

/**
 * Makes a temporary code: what the record keeps, and what is told. Throws RangeError for hours that are no whole
 * number from 1 to 168 and for a start more than seven days ahead.
 */
export async function makeTemporaryCode(
  ports: Ports,
  serial: string,
  { startsAt, hours, uses, returningKey }: TemporaryCodeTerms,
): Promise<{ readonly code: TemporaryCode; readonly issued: IssuedTemporaryCode }> {
  if (!(Number.isSafeInteger(hours) && hours >= 1 && hours <= temporaryCodeHoursMax)) {
    throw new RangeError(
      `Cannot issue a temporary code for ${hours} hours: expected 1 to ${temporaryCodeHoursMax}`,
    );
  }
  const now = ports.clock();
  if (startsAt !== null && startsAt > now + startMillisecondsMax) {
    throw new RangeError("Cannot issue a temporary code: its start is more than 7 days ahead");
  }
  const floor = (await loadKey(ports, serial))?.record.floor;
  const issuedAt = issuedNow(now, floor);
  const start = later(issuedAt, startsAt);
  const end = momentAfter(start, hours * hourMilliseconds);
  const plain = drawTemporaryCode(ports.random);
  const verifier = makePinVerifier(ports.keyring, serial, await hashAnew(ports, plain));
  const kept = { verifier, issuedAt, startsAt: start, endsAt: end, usesLeft: uses, returningKey };
  return { code: kept, issued: { code: plain, startsAt: start, endsAt: end } };
}
