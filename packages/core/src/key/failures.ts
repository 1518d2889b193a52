import { isTermOver, type Term, termAt, termEnd } from "../base/term.ts";
import type { UnixMilliseconds } from "../base/units.ts";

/** What an installation decides about failures; part of its policy. Times are milliseconds. */
export type FailureLimits = {
  /** From so many guesses without a log-in on, a client without a history shows two codes in a row. */
  readonly twoCodesFromGuess: number;
  /** And from so many on, three. */
  readonly threeCodesFromGuess: number;
  /** From this wrong PIN with a right code on the next attempt must wait: base, twice, four times … */
  readonly delayFromFailure: number;
  readonly delayBaseMilliseconds: number;
  /** At this one the key locks; each further one doubles the time, up to the longest. */
  readonly lockAtFailure: number;
  readonly lockMilliseconds: number;
  readonly lockMillisecondsMax: number;
};

/**
 * Failed attempts of one kind of client since its last log-in. They are counted by what the attempt
 * proved, since each count protects something else.
 */
export type Lane = {
  /** Attempts that showed no right code. They prove nothing, so they never block (law 10). */
  readonly guesses: number;
  /** Attempts that showed a right code with a wrong PIN: whoever sent them has the key. */
  readonly wrongPins: number;
  /** While it lasts no attempt of this lane passes; null while none does. */
  readonly block: Term | null;
};

/** The lane of a client that proved its history with the key by a token. */
export type DeviceLane = Lane & { readonly id: string };

/** A key's failures, one lane for each kind of client, so that strangers never slow a known device. */
export type Failures = {
  /** Clients without a history with this key. */
  readonly strangers: Lane;
  /** Known devices that failed since their last log-in, the oldest failure first. */
  readonly devices: readonly DeviceLane[];
};

export const emptyLane: Lane = { guesses: 0, wrongPins: 0, block: null };

export const noFailures: Failures = { strangers: emptyLane, devices: [] };

/** Counts stop here, far below what cannot be stored. */
export const failuresMax = 1_000_000_000;

/**
 * Devices whose failures are kept. A device is known only after a log-in, so few ever fail at once; any
 * more count as strangers, so that nobody begins anew by taking turns.
 */
export const deviceLanesMax = 8;

/** Returns the device whose lane counts: null, for strangers, where more devices fail than are kept. */
function countedDevice({ devices }: Failures, device: string | null): string | null {
  const isKept = devices.length < deviceLanesMax || devices.some(({ id }) => id === device);
  return isKept ? device : null;
}

/** Returns the lane of a device, or that of strangers for null. */
export function laneOf(failures: Failures, device: string | null): Lane {
  const counted = countedDevice(failures, device);
  if (counted === null) return failures.strangers;
  return failures.devices.find(({ id }) => id === counted) ?? emptyLane;
}

/** Returns the failures with another lane for the device, or for strangers. */
export function withLane(failures: Failures, device: string | null, lane: Lane): Failures {
  const { guesses, wrongPins, block } = lane;
  const kept = { guesses, wrongPins, block };
  const counted = countedDevice(failures, device);
  if (counted === null) return { ...failures, strangers: kept };
  const others = failures.devices.filter(({ id }) => id !== counted);
  const isEmpty = guesses === 0 && wrongPins === 0 && block === null;
  return { ...failures, devices: isEmpty ? others : [...others, { id: counted, ...kept }] };
}

/** Returns how many failures are counted in all lanes. */
export function failureCount({ strangers, devices }: Failures): number {
  return [strangers, ...devices].reduce(
    (sum, { guesses, wrongPins }) => sum + guesses + wrongPins,
    0,
  );
}

/** Returns until when clients without a history are blocked at `now`, or null if they are not. */
export function blockedUntil(
  { strangers }: Failures,
  now: UnixMilliseconds,
): UnixMilliseconds | null {
  const { block } = strangers;
  return block === null || isTermOver(block, now) ? null : termEnd(termAt(block, now));
}

/** How many codes in a row an attempt of the lane must show: one, two or three. */
export function codesNeeded({ guesses }: Lane, limits: FailureLimits): number {
  if (guesses >= limits.threeCodesFromGuess) return 3;
  return guesses >= limits.twoCodesFromGuess ? 2 : 1;
}

/** Returns the lane after an attempt that showed no right code. */
export function countGuess(lane: Lane): Lane {
  return { ...lane, guesses: Math.min(lane.guesses + 1, failuresMax) };
}

/**
 * Returns the lane after an attempt with a right code and a wrong PIN, and the block that follows.
 * `chance`: with which a guess counts here although its sender has no key. `count`: PINs that it shows to
 * be wrong, its own and those of codes before.
 */
export function countWrongPin(
  lane: Lane,
  chance: number,
  now: UnixMilliseconds,
  limits: FailureLimits,
  count = 1,
): Lane {
  const wrongPins = Math.min(lane.wrongPins + count, failuresMax);
  const milliseconds = waitAfter(wrongPins - likelyHits(lane.guesses, chance), limits);
  return { ...lane, wrongPins, block: milliseconds === 0 ? null : { since: now, milliseconds } };
}

/**
 * Returns the failures after a log-in in the device's lane. Guesses of strangers are halved and not
 * forgotten, so that guessing between a holder's daily log-ins does not begin anew each day.
 */
export function afterLogin(
  failures: Failures,
  device: string | null,
  limits: FailureLimits,
): Failures {
  const { guesses } = failures.strangers;
  // After one log-in a flood of any size asks for two codes, no longer for three.
  const kept = Math.min(guesses, 2 * (limits.threeCodesFromGuess - 1));
  const strangers = { guesses: Math.floor(kept / 2), wrongPins: 0, block: null };
  return { ...withLane(failures, device, emptyLane), strangers };
}

/** Returns the failures without the guesses of any lane. */
export function withoutGuesses({ strangers, devices }: Failures): Failures {
  return {
    strangers: { ...strangers, guesses: 0 },
    devices: devices.map((lane) => ({ ...lane, guesses: 0 })),
  };
}

/**
 * Returns how many right codes so many guesses are likely to have met by chance, five standard
 * deviations included: these say nothing of who has the key, and block nobody. Below 2,000 guesses
 * it is none.
 */
function likelyHits(guesses: number, chance: number): number {
  const expected = guesses * chance;
  return expected < 0.1 ? 0 : Math.floor(expected + 5 * Math.sqrt(expected));
}

function waitAfter(failures: number, limits: FailureLimits): number {
  if (failures >= limits.lockAtFailure) {
    const wait = limits.lockMilliseconds * doublings(failures - limits.lockAtFailure);
    return Math.min(wait, limits.lockMillisecondsMax);
  }
  if (failures >= limits.delayFromFailure) {
    const wait = limits.delayBaseMilliseconds * doublings(failures - limits.delayFromFailure);
    return Math.min(wait, limits.lockMilliseconds);
  }
  return 0;
}

/** Returns 2^count, kept small enough to stay an exact whole number. */
function doublings(count: number): number {
  return 2 ** Math.min(count, 20);
}
