import { describe, expect, test } from "vitest";
import { defaultClockBounds as bounds, offsetAt } from "./clock-belief.ts";
import { type ClockKnowledge, learn } from "./clock-learning.ts";
import { codeParameters } from "./code-parameters.ts";
import { timeStep, type UnixMilliseconds, unixMilliseconds } from "./units.ts";

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

  test("forgets anchors of a time that has not come yet", () => {
    const ahead = login(daily(unknown, start, 3), start + 4 * day, 365 * day);
    const back: UnixMilliseconds = unixMilliseconds(start + 5 * day);
    const mended = login(login(ahead, start + 5 * day), start + 6 * day);
    expect(mended.clock?.anchors.every(({ at }) => at <= back + day)).toBe(true);
  });
});
