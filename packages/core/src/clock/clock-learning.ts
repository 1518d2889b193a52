import { type Interval, intersect, middle } from "../base/interval.ts";
import type { StepClock, TimeStep, UnixMilliseconds } from "../base/units.ts";
import {
  type ClockBelief,
  type ClockBounds,
  contradicts,
  eitherBelief,
  observe,
  offsetAt,
  unlearntBelief,
} from "./clock-belief.ts";

/**
 * A belief that contradicts what was known of the key's clock before: either the key's clock jumped or
 * the server's. What was known is kept beside it until log-ins have told which.
 */
export type Provisional = {
  /** What was known before; null if nothing was. */
  readonly trusted: ClockBelief | null;
  readonly since: UnixMilliseconds;
  /** Log-ins that agreed with the new belief since. */
  readonly confirmations: number;
};

/** What is known of a key's clock: part of its record. */
export type ClockKnowledge = {
  readonly clock: ClockBelief | null;
  readonly provisional: Provisional | null;
};

/** A code that was accepted, and when it came. */
export type Sighting = { readonly step: TimeStep; readonly at: UnixMilliseconds };

/** Log-ins, and the time they must span, after which a new belief takes the place of the old one. */
const confirmationsWanted = 3;
const confirmingMilliseconds = 7 * 86_400_000;

/**
 * Returns what is known after the codes of a log-in, the latest last.
 *
 * Codes that agree with the present belief narrow it, unless the server's clock is suspect. Codes that
 * contradict it bring the trusted belief back if they agree with that one (the server's clock was
 * wrong and is mended); otherwise they begin a new belief, and the trusted one is kept beside it. If only an
 * earlier code contradicts it and the latest agrees, the clock may have jumped, or the earlier code was
 * typed too late: both stay possible.
 *
 * @param unlearnt Where the offset can be of a key of which nothing is known, ms.
 */
export function learn(
  known: ClockKnowledge,
  seen: readonly Sighting[],
  key: { readonly clock: StepClock; readonly bounds: ClockBounds; readonly unlearnt: Interval },
  clockTrusted: boolean,
): ClockKnowledge {
  const { clock, provisional } = known;
  const latest = seen.at(-1);
  if (latest === undefined) return known;
  const { at: now } = latest;
  if (clock === null) {
    const begun = observeAll(unlearntBelief(now, key.unlearnt, key.bounds), seen, key);
    return {
      clock: begun,
      provisional: clockTrusted ? null : { trusted: null, since: now, confirmations: 0 },
    };
  }
  if (!isContradicted(clock, seen, key)) return confirmed(known, clock, seen, key, clockTrusted);
  const trusted = provisional === null ? clock : provisional.trusted;
  if (provisional !== null && trusted !== null && !isContradicted(trusted, seen, key)) {
    return { clock: observeAll(trusted, seen, key), provisional: null };
  }
  if (!isContradicted(clock, [latest], key)) {
    if (!clockTrusted) return known;
    const asBefore = observeAll(clock, [latest], key);
    return { clock: eitherBelief(asBefore, observeAll(clock, seen, key), key.bounds), provisional };
  }
  return {
    clock: observeAll(clock, seen, key),
    provisional: { trusted, since: now, confirmations: 0 },
  };
}

/**
 * Returns what is known after the help desk has found the clock by two codes: they say where it is, and
 * nothing known before narrows that, since a doubt of it was why they were asked for. What was trusted is
 * kept until log-ins agree.
 */
export function relearn(
  { clock, provisional }: ClockKnowledge,
  belief: ClockBelief,
  clockTrusted: boolean,
): ClockKnowledge {
  const trusted = provisional === null ? clock : provisional.trusted;
  const isFirst = trusted === null && clockTrusted;
  const kept = { trusted, since: belief.at, confirmations: 0 };
  return { clock: belief, provisional: isFirst ? null : kept };
}

/**
 * Returns by how much the key's clock was set between two moments of knowledge, ms, positive when forwards; null unless
 * log-ins have just told so: their codes contradict what was known, which no crystal within the bounds explains, and
 * the server's clock is trusted. A code that was typed too late does not tell it, since the next one agrees again.
 */
export function clockSetBy(before: ClockKnowledge, after: ClockKnowledge): number | null {
  const { clock, provisional } = after;
  if (before.clock === null || clock === null || provisional === null) return null;
  const hasBegun = provisional !== before.provisional && provisional.confirmations === 0;
  if (!hasBegun || provisional.trusted === null) return null;
  return middle(clock.offset) - middle(offsetAt(before.clock, clock.at));
}

/**
 * Returns since when, and by how much, ms, the key's clock seems to have been set: where it is now lies outside of what
 * was trusted before, and not enough log-ins have agreed yet to forget that. Null when the two can both be true.
 */
export function clockSetSince({
  clock,
  provisional,
}: ClockKnowledge): { readonly since: UnixMilliseconds; readonly milliseconds: number } | null {
  if (clock === null || provisional === null || provisional.trusted === null) return null;
  const before = offsetAt(provisional.trusted, clock.at);
  if (intersect(before, clock.offset) !== null) return null;
  return { since: provisional.since, milliseconds: middle(clock.offset) - middle(before) };
}

type Key = { readonly clock: StepClock; readonly bounds: ClockBounds };

function confirmed(
  known: ClockKnowledge,
  clock: ClockBelief,
  seen: readonly Sighting[],
  key: Key,
  clockTrusted: boolean,
): ClockKnowledge {
  const { provisional } = known;
  if (provisional === null) {
    return clockTrusted ? { clock: observeAll(clock, seen, key), provisional } : known;
  }
  const next = observeAll(clock, seen, key);
  if (!clockTrusted) return { clock: next, provisional };
  const confirmations = provisional.confirmations + 1;
  const since = Math.min(provisional.since, next.at);
  const isConfirmed =
    confirmations >= confirmationsWanted && next.at - since >= confirmingMilliseconds;
  return {
    clock: next,
    provisional: isConfirmed ? null : { ...provisional, confirmations },
  };
}

function observeAll(belief: ClockBelief, seen: readonly Sighting[], key: Key): ClockBelief {
  return seen.reduce(
    (before, { step, at }) => observe(before, step, at, key.clock, key.bounds),
    belief,
  );
}

/** Returns whether the codes cannot have been shown by a clock of that belief. */
function isContradicted(belief: ClockBelief, seen: readonly Sighting[], key: Key): boolean {
  let before = belief;
  for (const { step, at } of seen) {
    if (contradicts(before, step, at, key.clock, key.bounds)) return true;
    before = observe(before, step, at, key.clock, key.bounds);
  }
  return false;
}
