import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyClockBelief } from "../../../../test/arbitraries/clock-belief.ts";
import { anyMoment } from "../../../../test/arbitraries/moment.ts";
import { anyClockStory, type ClockStory } from "../../../../test/arbitraries/true-clock.ts";
import { TrueClock } from "../../../../test/support/true-clock.ts";
import { intersect } from "../base/interval.ts";
import { type TimeStep, timeStep, type UnixMilliseconds, unixMilliseconds } from "../base/units.ts";
import { codeParameters } from "../codes/code-parameters.ts";
import {
  type ClockBelief,
  defaultClockBounds,
  keyTimeAt,
  observe,
  observedOffset,
  offsetAt,
  unlearntBelief,
} from "./clock-belief.ts";

// Goal: whatever the key's clock does within its bounds, the truth lies in the belief, always.
// Method: a clock in exact fractions, of which the core knows nothing, shows codes; a holder types
// each within the entry delay; after every prediction, observation and lesson the true offset is
// looked up, now, at every earlier and later moment of the story.

/** What arrives at the server: a step, and when. */
type Arrival = { readonly step: TimeStep; readonly now: UnixMilliseconds };

type Told = {
  readonly story: ClockStory;
  readonly truth: TrueClock;
  readonly arrivals: readonly Arrival[];
  readonly first: ClockBelief;
  readonly see: (belief: ClockBelief, arrival: Arrival) => ClockBelief;
};

function assertOfEveryClock(check: (told: Told) => void, numRuns = 300): void {
  fc.assert(
    fc.property(anyClockStory, (story) => {
      const { bounds, periodSeconds, startsAt } = story;
      const truth = new TrueClock(story);
      const parameters = codeParameters({ periodSeconds });
      const arrivals = story.sightings.map(({ after, delay }) => ({
        step: truth.stepAt(startsAt + after, parameters),
        now: unixMilliseconds(startsAt + after + delay),
      }));
      const reach = { min: -600_000, max: 600_000 };
      const first = unlearntBelief(unixMilliseconds(startsAt), reach, bounds);
      const see = (belief: ClockBelief, { step, now }: Arrival) =>
        observe(belief, step, now, parameters, bounds);
      check({ story, truth, arrivals, first, see });
    }),
    { numRuns },
  );
}

function expectTruthIn(belief: ClockBelief, { story, truth, arrivals }: Told): void {
  for (const at of [belief.at, ...arrivals.map(({ now }) => now)]) {
    expect(truth.isOffsetIn(offsetAt(belief, at), at)).toBe(true);
  }
  for (const anchor of belief.anchors) {
    expect(truth.isOffsetIn(anchor.offset, anchor.at)).toBe(true);
  }
  for (const { ratePpb } of story.stretches) {
    expect(ratePpb).toBeGreaterThanOrEqual(belief.rate.min);
    expect(ratePpb).toBeLessThanOrEqual(belief.rate.max);
  }
}

const bounds = defaultClockBounds;
const minute = codeParameters();
const day = 86_400_000;
const start = unixMilliseconds(1_800_000_000_000);
const delay = bounds.entryDelayMilliseconds;
const slow = { entryDelayMilliseconds: delay, fastestPpb: 0 };

/** The belief after a code that was on a right clock's display and arrived at once, at such moments. */
function seenAt(
  belief: ClockBelief,
  moments: readonly number[],
  given = bounds,
  offset = 0,
): ClockBelief {
  return moments.reduce((before, now) => {
    const step = timeStep(Math.floor((now + offset) / 60_000));
    return observe(before, step, unixMilliseconds(now), minute, given);
  }, belief);
}

describe("observe()", () => {
  test("keeps the true offset and every rate in the belief, whenever codes come", () => {
    assertOfEveryClock((told) => {
      let belief = told.first;
      for (const arrival of told.arrivals) {
        belief = told.see(belief, arrival);
        expectTruthIn(belief, told);
      }
    });
  });

  test("keeps them also when codes are taken in in another order than they came", () => {
    assertOfEveryClock((told) => {
      let belief = told.first;
      const half = Math.floor(told.arrivals.length / 2);
      const reordered = [...told.arrivals.slice(half).reverse(), ...told.arrivals.slice(0, half)];
      for (const arrival of reordered) {
        belief = told.see(belief, arrival);
        expectTruthIn(belief, told);
      }
    });
  });

  test("never makes the offset wider than it was, nor than what the code says", () => {
    assertOfEveryClock(({ story, first, arrivals, see }) => {
      let belief = first;
      const period = story.periodSeconds * 1000;
      const { entryDelayMilliseconds, rateBoundPpb } = story.bounds;
      const said = period + entryDelayMilliseconds + Math.ceil(rateBoundPpb / 1000);
      for (const arrival of arrivals) {
        const before = offsetAt(belief, arrival.now);
        belief = see(belief, arrival);
        expect(intersect(before, belief.offset)).toEqual(belief.offset);
        expect(belief.offset.max - belief.offset.min).toBeLessThanOrEqual(said);
      }
    });
  });

  test("never holds the rate for narrower than the wander, nor wider than the bound", () => {
    assertOfEveryClock(({ story, first, arrivals, see }) => {
      const { rateBoundPpb, wanderPpb } = story.bounds;
      let belief = first;
      for (const arrival of arrivals) {
        belief = see(belief, arrival);
        const { min, max } = belief.rate;
        expect(min).toBeGreaterThanOrEqual(-rateBoundPpb);
        expect(max).toBeLessThanOrEqual(rateBoundPpb);
        // At the bound only the half that lies within it is left.
        const least = min === -rateBoundPpb || max === rateBoundPpb ? wanderPpb : 2 * wanderPpb;
        expect(max - min).toBeGreaterThanOrEqual(Math.min(least, 2 * rateBoundPpb));
      }
    });
  });

  test("learns a steady clock's rate in a year, to the wander and a little more", () => {
    const moments = Array.from({ length: 13 }, (_, month) => start + month * 30 * day);
    const belief = seenAt(unlearntBelief(start, { min: -60_000, max: 60_000 }, bounds), moments);
    expect(belief.rate.min).toBeLessThanOrEqual(-bounds.wanderPpb);
    expect(belief.rate.max).toBeGreaterThanOrEqual(bounds.wanderPpb);
    expect(belief.rate.max - belief.rate.min).toBeLessThan(3 * bounds.wanderPpb);
  });

  test("keeps an anchor a month at most, and the latest six", () => {
    const days = Array.from({ length: 400 }, (_, index) => start + index * day);
    const belief = seenAt(unlearntBelief(start, { min: -60_000, max: 60_000 }, bounds), days);
    const moments = belief.anchors.map(({ at }) => at);
    expect(moments).toHaveLength(bounds.anchorsMax);
    for (const [index, at] of moments.slice(1).entries()) {
      expect(at - (moments[index] ?? 0)).toBe(30 * day);
    }
    expect(belief.at - (moments.at(-1) ?? 0)).toBeLessThan(30 * day);
  });

  test("drops all that was learnt when the key jumped: only the last code counts", () => {
    const moments = Array.from({ length: 8 }, (_, month) => start + month * 30 * day);
    const learnt = seenAt(unlearntBelief(start, { min: -60_000, max: 60_000 }, bounds), moments);
    expect(learnt.rate.max).toBeLessThan(bounds.rateBoundPpb);
    const now = unixMilliseconds((moments.at(-1) ?? 0) + day);
    const jumped = seenAt(learnt, [now], bounds, 3_600_000);
    const step = timeStep(Math.floor((now + 3_600_000) / 60_000));
    const how = { entryDelayMilliseconds: delay, fastestPpb: bounds.rateBoundPpb };
    const offset = observedOffset(step, now, minute, how);
    const anchors = [{ at: now, offset }];
    expect(jumped).toEqual({ ...unlearntBelief(now, offset, bounds), anchors });
  });

  test("keeps no anchor of a time that has not come yet, however lately it kept one", () => {
    const lately = { at: unixMilliseconds(start - day), offset: { min: 0, max: 60_000 } };
    const ahead = { at: unixMilliseconds(start + 1), offset: { min: 0, max: 60_000 } };
    const fresh = unlearntBelief(start, { min: -60_000, max: 60_000 }, bounds);
    expect(seenAt({ ...fresh, anchors: [lately, ahead] }, [start]).anchors).toEqual([lately]);
    expect(seenAt({ ...fresh, anchors: [ahead] }, [start]).anchors).toMatchObject([{ at: start }]);
  });

  test("keeps one anchor of a moment: what the first code of it said", () => {
    const once = seenAt(unlearntBelief(start, { min: -90_000, max: 90_000 }, bounds), [start]);
    const twice = observe(once, timeStep(start / 60_000 - 1), start, minute, bounds);
    expect(twice.offset).not.toEqual(once.offset);
    expect(twice.anchors).toEqual(once.anchors);
  });

  test("learns no rate from anchors that cannot all be true", () => {
    const anchorAt = (days: number, offset: number) => ({
      at: unixMilliseconds(start - days * day),
      offset: { min: offset, max: offset },
    });
    const anchors = [anchorAt(90, 0), anchorAt(60, 600_000), anchorAt(30, 0)];
    const wide = { min: -600_000, max: 600_000 };
    const belief = { ...unlearntBelief(start, wide, bounds), anchors };
    const { rateBoundPpb } = bounds;
    expect(seenAt(belief, [start]).rate).toEqual({ min: -rateBoundPpb, max: rateBoundPpb });
    const steady = { ...belief, anchors: [anchorAt(90, 0), anchorAt(30, 0)] };
    expect(seenAt(steady, [start]).rate.max).toBeLessThan(rateBoundPpb);
  });

  test("does not change the belief that it was given", () => {
    assertOfEveryClock(({ first, arrivals, see }) => {
      const before = JSON.stringify(first);
      for (const arrival of arrivals) see(first, arrival);
      expect(JSON.stringify(first)).toBe(before);
    }, 50);
  });
});

describe("offsetAt()", () => {
  test("is wider the further away the moment is, in both directions, while rates allow both", () => {
    fc.assert(
      fc.property(anyClockBelief, fc.nat(), fc.nat(), (belief, near, further) => {
        const { min, max } = belief.rate;
        fc.pre(min <= 0 && max >= 0);
        for (const direction of [-1, 1]) {
          const close = offsetAt(belief, belief.at + direction * near);
          const far = offsetAt(belief, belief.at + direction * (near + further));
          expect(intersect(close, far)).toEqual(close);
        }
      }),
    );
  });

  test("never gets narrower with time, whatever the rates", () => {
    fc.assert(
      fc.property(anyClockBelief, fc.nat(), fc.nat(), (belief, near, further) => {
        for (const direction of [-1, 1]) {
          const close = offsetAt(belief, belief.at + direction * near);
          const far = offsetAt(belief, belief.at + direction * (near + further));
          // Each end is rounded outward by less than one.
          expect(far.max - far.min).toBeGreaterThanOrEqual(close.max - close.min - 1);
        }
      }),
    );
  });

  test("is what is believed, at the belief's own moment", () => {
    fc.assert(
      fc.property(anyClockBelief, (belief) => {
        expect(offsetAt(belief, belief.at)).toEqual(belief.offset);
      }),
    );
  });
});

describe("keyTimeAt()", () => {
  test("holds what the key showed when its code was read, for every delay", () => {
    assertOfEveryClock((told) => {
      const { story, truth } = told;
      let belief = told.first;
      for (const [index, { after, delay: typing }] of story.sightings.entries()) {
        const read = story.startsAt + after;
        const { min, max } = keyTimeAt(belief, read + typing, story.bounds);
        expect(truth.isOffsetIn({ min: min - read, max: max - read }, read)).toBe(true);
        const arrival = told.arrivals[index];
        if (arrival !== undefined) belief = told.see(belief, arrival);
      }
    });
  });
});

describe("observedOffset()", () => {
  test("is one period and one entry delay wide, whatever the step and the moment", () => {
    fc.assert(
      fc.property(fc.nat(), anyMoment, (step, now) => {
        const { min, max } = observedOffset(timeStep(step), now, minute, slow);
        expect(max - min).toBe(60_000 + delay);
      }),
    );
  });

  test("allows for what a fast clock gains while its code is typed", () => {
    const fast = { entryDelayMilliseconds: delay, fastestPpb: 100_000 };
    const now = unixMilliseconds(60_010_000);
    const { max } = observedOffset(timeStep(1000), now, minute, slow);
    expect(observedOffset(timeStep(1000), now, minute, fast).max).toBe(max + 3);
  });

  test("counts steps from T0", () => {
    const now = unixMilliseconds(60_010_000);
    const late = codeParameters({ t0Seconds: 600 });
    expect(observedOffset(timeStep(990), now, late, slow)).toEqual(
      observedOffset(timeStep(1000), now, minute, slow),
    );
  });

  test("holds no clock that could not have shown the step within the entry delay", () => {
    const seen = observedOffset(timeStep(1000), unixMilliseconds(60_010_000), minute, slow);
    // Arrived 10 s into the step: the clock is at most 10 s behind, or 50 s and the delay ahead.
    expect(seen).toEqual({ min: -10_000, max: 50_000 + delay });
  });
});
