import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timeStep, type UnixMilliseconds, unixMilliseconds } from "../base/units.ts";
import { codeParameters } from "../codes/code-parameters.ts";
import { defaultClockBounds as bounds, offsetAt, unlearntBelief } from "./clock-belief.ts";
import {
  type ClockKnowledge,
  clockSetBy,
  clockSetSince,
  learn,
  relearn,
  type Sighting,
} from "./clock-learning.ts";

const day = 86_400_000;
const start = 1_800_000_000_000;
const clock = codeParameters({ periodSeconds: 60 });
const key = { clock, bounds, unlearnt: { min: -600_000, max: 600_000 } };
const unknown: ClockKnowledge = { clock: null, provisional: null };

/** A log-in at true time `at`, with a right key, at a server whose clock is `shift` ahead. */
function login(known: ClockKnowledge, at: number, shift = 0, trusted = true): ClockKnowledge {
  const now = unixMilliseconds(at + shift);
  return learn(known, [{ step: timeStep(Math.floor(at / 60_000)), at: now }], key, trusted);
}

/** The code that a key shows at true time `read` and that comes so much later. */
function sighting(read: number, delay: number, offset = 0): Sighting {
  const step = timeStep(Math.floor((read + offset) / 60_000));
  return { step, at: unixMilliseconds(read + delay) };
}

/** What is known after so many daily log-ins. */
function daily(known: ClockKnowledge, from: number, days: number, shift = 0): ClockKnowledge {
  let after = known;
  for (let index = 0; index < days; index += 1) after = login(after, from + index * day, shift);
  return after;
}

function holdsTruth({ clock: belief }: ClockKnowledge, at: number, truth: number): boolean {
  if (belief === null) return false;
  const { min, max } = offsetAt(belief, unixMilliseconds(at));
  return min <= truth && truth <= max;
}

const hour = 3_600_000;

describe("relearn()", () => {
  const belief = unlearntBelief(unixMilliseconds(start), { min: 0, max: 90_000 }, bounds);
  const before = daily(unknown, start - day, 1);
  const beside = (trusted: ClockKnowledge["clock"]) => ({
    clock: belief,
    provisional: { trusted, since: belief.at, confirmations: 0 },
  });

  test("believes what two codes say at once of a key of which nothing is known", () => {
    expect(relearn(unknown, belief, true)).toEqual({ clock: belief, provisional: null });
    expect(relearn(unknown, belief, false)).toEqual(beside(null));
  });

  test("keeps beside it what was trusted before, and nothing that was provisional", () => {
    expect(relearn(before, belief, true)).toEqual(beside(before.clock));
    const since = unixMilliseconds(start - day);
    const provisional = { trusted: before.clock, since, confirmations: 2 };
    const other = { clock: unlearntBelief(since, { min: 5, max: 6 }, bounds), provisional };
    expect(relearn(other, belief, true)).toEqual(beside(before.clock));
    const untrusted = { ...other, provisional: { ...provisional, trusted: null } };
    expect(relearn(untrusted, belief, true)).toEqual({ clock: belief, provisional: null });
  });
});

describe("learn()", () => {
  test("narrows what is believed by codes that agree, and keeps nothing beside it", () => {
    const known = daily(unknown, start, 60);
    expect(known.provisional).toBeNull();
    expect(holdsTruth(known, start + 60 * day, 0)).toBe(true);
    const width = (each: ClockKnowledge) =>
      (each.clock?.rate.max ?? 0) - (each.clock?.rate.min ?? 0);
    expect(width(known)).toBeLessThan(width(daily(unknown, start, 1)));
  });

  test("learns nothing from codes that agree while the server's clock is suspect", () => {
    const known = daily(unknown, start, 3);
    expect(login(known, start + 4 * day, 0, false)).toBe(known);
  });

  test("learns nothing where there is no code", () => {
    const known = daily(unknown, start, 3);
    for (const before of [unknown, known]) expect(learn(before, [], key, true)).toBe(before);
  });

  test("holds both for possible when only the first of two codes contradicts, as of now", () => {
    const known = daily(unknown, start, 40);
    const late = sighting(start + 41 * day, 170_000);
    const next = sighting(late.at + 30_000, 0);
    const after = learn(known, [late, next], key, true);
    expect(after.clock?.at).toBe(next.at);
    // The next code in time says that the clock is about right, the late one that it went back.
    expect(holdsTruth(after, next.at, 0)).toBe(true);
    expect(holdsTruth(after, next.at, -20_000)).toBe(true);
    expect(after.provisional).toBeNull();
    // A server whose clock is suspect learns nothing from that.
    expect(learn(known, [late, next], key, false)).toBe(known);
  });

  test("is not misled by a code that was typed too late when the next one came in time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 80_000 }), { minLength: 2, maxLength: 40 }),
        fc.integer({ min: 0, max: 59_999 }),
        fc.integer({ min: 31_000, max: 170_000 }),
        fc.integer({ min: 1000, max: 60_000 }),
        fc.integer({ min: 0, max: 30_000 }),
        (visits, second, late, pause, delay) => {
          const known = visits.reduce((before, at, index) => {
            return login(before, start + index * day + at * 1000);
          }, unknown);
          const at = start + visits.length * day;
          const first = sighting(at + second, late);
          const next = sighting(first.at + pause, delay);
          fc.pre(next.step > first.step && next.step - first.step <= 3);
          // One that was too late by so little that it can have been in time is believed.
          fc.pre(learn(known, [first], key, true).provisional !== null);
          const after = learn(known, [first, next], key, true);
          expect(holdsTruth(after, next.at, 0)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("holds a jump to be possible as well, whichever of the two codes contradicts", () => {
    const known = daily(unknown, start + 20_000, 40);
    fc.assert(
      fc.property(
        fc.integer({ min: -170_000, max: 170_000 }),
        fc.integer({ min: 0, max: 59_999 }),
        fc.integer({ min: 1000, max: 60_000 }),
        fc.tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 30_000 })),
        (jump, second, pause, [delay, delayOfNext]) => {
          const first = sighting(start + 41 * day + second, delay, jump);
          const next = sighting(first.at + pause, delayOfNext, jump);
          fc.pre(next.step > first.step);
          const alone = learn(known, [next], key, true);
          fc.pre(learn(known, [first], key, true).provisional !== null);
          // What agrees with the belief narrows it, whatever the truth is.
          fc.pre(alone.provisional === null);
          const after = learn(known, [first, next], key, true);
          expect(holdsTruth(after, next.at, jump)).toBe(true);
        },
      ),
    );
  });

  test("keeps what was trusted beside a belief that contradicts it", () => {
    const known = daily(unknown, start, 40);
    const jumped = login(known, start + 41 * day, 5 * 60_000);
    expect(jumped.provisional).toMatchObject({ trusted: known.clock, confirmations: 0 });
    expect(holdsTruth(jumped, start + 41 * day + 300_000, -300_000)).toBe(true);
  });

  test("brings the trusted belief back, with all it had learnt, once codes agree with it again", () => {
    const known = daily(unknown, start, 40);
    const wrong = daily(known, start + 41 * day, 5, 5 * 60_000);
    expect(wrong.provisional?.trusted).toBe(known.clock);
    const mended = login(wrong, start + 47 * day);
    expect(mended.provisional).toBeNull();
    expect(mended.clock?.anchors).toEqual(known.clock?.anchors);
    expect(holdsTruth(mended, start + 47 * day, 0)).toBe(true);
  });

  test("trusts a new belief after three log-ins that span a week, and not while a clock is suspect", () => {
    const jumped = login(daily(unknown, start, 40), start + 41 * day, -5 * 60_000);
    const quick = [1, 2, 3, 4].reduce(
      (known, hours) => login(known, start + 41 * day + hours * hour, -5 * 60_000),
      jumped,
    );
    expect(quick.provisional?.confirmations).toBe(4);
    expect(login(quick, start + 49 * day, -5 * 60_000).provisional).toBeNull();
    expect(login(quick, start + 49 * day, -5 * 60_000, false).provisional).not.toBeNull();
  });

  test("holds a first belief of a suspect clock to be provisional", () => {
    const begun = login(unknown, start, 240_000, false);
    expect(begun.provisional).toMatchObject({ trusted: null });
    const mended = login(begun, start + day);
    expect(holdsTruth(mended, start + day, 0)).toBe(true);
  });

  test("counts three log-ins, each of them one, and a week to the millisecond", () => {
    const jumped = login(daily(unknown, start, 40), start + 41 * day, -5 * 60_000);
    const begun = jumped.provisional?.since ?? 0;
    const later = (known: ClockKnowledge, milliseconds: number) =>
      login(known, begun + milliseconds + 300_000, -300_000);
    const two = later(later(jumped, hour), 2 * hour);
    expect(two.provisional?.confirmations).toBe(2);
    expect(later(two, 7 * day - 1).provisional?.confirmations).toBe(3);
    expect(later(two, 7 * day).provisional).toBeNull();
    // Two do not do, however long after.
    expect(later(later(jumped, hour), 8 * day).provisional?.confirmations).toBe(2);
  });

  test("knows more by a log-in of a suspect clock that agrees with a provisional belief, and counts none", () => {
    const jumped = login(daily(unknown, start, 40), start + 41 * day, -5 * 60_000);
    const next = login(jumped, start + 42 * day, -5 * 60_000, false);
    expect(next.clock?.at).toBe(start + 42 * day - 5 * 60_000);
    expect(next.provisional).toEqual(jumped.provisional);
  });

  test("forgets anchors of a time that has not come yet", () => {
    const ahead = login(daily(unknown, start, 3), start + 4 * day, 365 * day);
    const back: UnixMilliseconds = unixMilliseconds(start + 5 * day);
    const mended = login(login(ahead, start + 5 * day), start + 6 * day);
    expect(mended.clock?.anchors.every(({ at }) => at <= back + day)).toBe(true);
  });
});

describe("clockSetBy()", () => {
  const known = daily(unknown, start, 40);
  const now = start + 40 * day;
  /** After a row of two codes of a clock that was set by so much, each typed so late. */
  const after = (before: ClockKnowledge, offset: number, delay = 5000): ClockKnowledge =>
    learn(before, [sighting(now, delay, offset), sighting(now + 60_000, delay, offset)], key, true);

  test.each([-36_000_000, -600_000, -240_000, 240_000, 600_000, 36_000_000])(
    "tells a clock that was set by %i ms, and by how much",
    (offset) => {
      const told = clockSetBy(known, after(known, offset));
      expect(Math.abs((told ?? 0) - offset)).toBeLessThan(90_000);
    },
  );

  test("tells nothing of a key that keeps to its bounds, nor of codes that come late", () => {
    expect(clockSetBy(known, login(known, now))).toBeNull();
    expect(clockSetBy(known, after(known, 0))).toBeNull();
    // The first one was read to somebody over the phone; the next one is in time.
    const late = [sighting(now, 300_000), sighting(now + 300_000, 5000)];
    expect(clockSetBy(known, learn(known, late, key, true))).toBeNull();
  });

  test("tells it once, and not of a first code or of what was never trusted", () => {
    const told = after(known, 600_000);
    const again = learn(told, [sighting(now + day, 5000, 600_000)], key, true);
    expect(again.provisional?.confirmations).toBe(1);
    expect(clockSetBy(told, again)).toBeNull();
    expect(clockSetBy(unknown, login(unknown, now))).toBeNull();
    const suspect = login(unknown, now, 0, false);
    expect(suspect.provisional).not.toBeNull();
    expect(clockSetBy(suspect, after(suspect, 3_600_000))).toBeNull();
  });
});

describe("clockSetSince()", () => {
  const known = daily(unknown, start, 40);
  const now = start + 40 * day;
  const moved = (offset: number) =>
    learn(known, [sighting(now, 5000, offset), sighting(now + 60_000, 5000, offset)], key, true);

  test("stays until log-ins of a week agree, and says by how much", () => {
    const told = clockSetSince(moved(600_000));
    expect(told?.since).toBe(now + 65_000);
    expect(Math.abs((told?.milliseconds ?? 0) - 600_000)).toBeLessThan(90_000);
    let later = moved(600_000);
    for (let each = 1; each <= 9; each += 1) {
      later = learn(later, [sighting(now + each * day, 5000, 600_000)], key, true);
    }
    expect(clockSetSince(later)).toBeNull();
  });

  test("says nothing of a clock that is where it was, nor after the help desk found it there", () => {
    expect(clockSetSince(known)).toBeNull();
    const belief = unlearntBelief(unixMilliseconds(now), { min: -90_000, max: 90_000 }, bounds);
    expect(relearn(known, belief, true).provisional?.trusted).toBe(known.clock);
    expect(clockSetSince(relearn(known, belief, true))).toBeNull();
  });
});
