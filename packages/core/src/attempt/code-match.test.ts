import { describe, expect, test } from "vitest";
import { codeOf } from "../../../../test/support/commission.ts";
import { assertOfEveryAttempt } from "../../../../test/support/every-life.ts";
import { testKeyring } from "../../../../test/support/keyring.ts";
import { rfcSeed } from "../../../../test/support/rfc-seed.ts";
import type { Interval } from "../base/interval.ts";
import { timeStep, unixMilliseconds } from "../base/units.ts";
import { unlearntBelief } from "../clock/clock-belief.ts";
import { codeParameters } from "../codes/code-parameters.ts";
import { counterParameters } from "../codes/counter-parameters.ts";
import { prepareSeed } from "../codes/prepare-seed.ts";
import { type KeyRecord, newKeyRecord, openSeed } from "../key/key-record.ts";
import { defaultPolicy } from "../key/policy.ts";
import { type CodeMatch, matchCode, matchNearCode, sightOf, spentUpTo } from "./code-match.ts";

const seed = rfcSeed("SHA-1");
const nonce = new Uint8Array(24);
const fresh = newKeyRecord(testKeyring, {
  serial: "K1",
  seed,
  parameters: codeParameters(),
  nonce,
});
const prepared = prepareSeed(seed, "SHA-1");
const here = 100_000;

/** The moment so many seconds after the beginning of a step. */
function momentIn(step: number, seconds = 0) {
  return unixMilliseconds(step * 60_000 + seconds * 1000);
}

/** What an attempt in the step is held against, of a key whose clock is believed to be anywhere in `offset`. */
function sightOfOffset(
  step: number,
  offset: Interval,
  seconds = 0,
  asked: KeyRecord["asked"] = [],
) {
  const now = momentIn(step, seconds);
  const clock = unlearntBelief(now, offset, defaultPolicy.clock);
  return sightOf({ ...fresh, clock, asked }, now, defaultPolicy);
}

/** The same, of a key whose clock is believed right but for so many minutes. */
function sightOfBelief(step: number, minutes: number, seconds = 0, asked: KeyRecord["asked"] = []) {
  const reach = minutes * 60_000;
  return sightOfOffset(step, { min: -reach, max: reach }, seconds, asked);
}

describe("matchNearCode()", () => {
  test("answers what the whole scan lets in and teaches, when it answers", () => {
    assertOfEveryAttempt(({ before, attempt, context }) => {
      const seed = openSeed(context.keyring, before);
      const prepared = prepareSeed(seed, before.parameters.algorithm);
      const sight = sightOf(before, context.now, context.policy);
      const near = matchNearCode(prepared, attempt.passcode.code, sight);
      if (near === null) return;
      const whole = matchCode(prepared, attempt.passcode.code, sight);
      const used = ({ accepted, isAmbiguous, followers }: CodeMatch) => [
        accepted,
        isAmbiguous,
        followers,
      ];
      expect(used(near)).toEqual(used(whole));
    });
  });

  function nearOf(step: number, minutes: number, seconds = 0, asked: KeyRecord["asked"] = []) {
    return matchNearCode(prepared, codeOf(step), sightOfBelief(here, minutes, seconds, asked));
  }

  test("answers for a code that passes at once", () => {
    expect(nearOf(here, 2)?.accepted).toBe(here);
    expect(nearOf(here, 14)?.accepted).toBe(here);
  });

  test("leaves to the whole scan what does not, and a key that can have shown more", () => {
    expect(nearOf(here + 9, 2)).toBeNull();
    expect(nearOf(here, 20)).toBeNull();
    expect(nearOf(here, 600)).toBeNull();
  });

  // 32 steps are near: 16 before the believed one, and 15 after it.
  test("leaves to it a key that can have shown one step more, on either side", () => {
    expect(nearOf(here, 15.25)?.accepted).toBe(here);
    expect(nearOf(here, 15.75)).toBeNull();
    expect(nearOf(here, 16, 45)).toBeNull();
  });

  test("leaves to it a key that awaits a next code, which can lie anywhere", () => {
    const wait = { flow: null, codes: 1, proved: "pin", tries: 0 } as const;
    const asked = [{ ...wait, at: momentIn(here), steps: [timeStep(here + 40)] }];
    expect(nearOf(here, 2, 0, asked)).toBeNull();
  });

  test("finds nothing before T0", () => {
    const parameters = codeParameters({ t0Seconds: 10_000 * 60 });
    const sight = sightOf({ ...fresh, parameters }, momentIn(100), defaultPolicy);
    expect(matchNearCode(prepared, codeOf(0), sight)).toBeNull();
  });
});

// The key of these tests shows one code in both steps of each of these pairs.
const [early, late] = [153_567, 153_569];
const [nearby, far] = [134_412, 134_447];

describe("matchCode() of a code that two steps show", () => {
  const at = (step: number, code: string, minutes: number) =>
    matchCode(prepared, code, sightOfBelief(step, minutes));

  test("takes the later one, and doubts it when the key can have shown both", () => {
    expect(codeOf(early)).toBe(codeOf(late));
    expect(at(early + 1, codeOf(late), 2)).toMatchObject({ accepted: late, isAmbiguous: true });
    expect(at(late, codeOf(late + 1), 2)).toMatchObject({
      accepted: late + 1,
      isAmbiguous: false,
    });
  });

  test("has no doubt when the key cannot have shown the other one", () => {
    expect(codeOf(nearby)).toBe(codeOf(far));
    const match = at(nearby, codeOf(nearby), 2);
    expect(match).toMatchObject({ accepted: nearby, isAmbiguous: false });
  });

  test("tells staff the nearer one, of two as near the earlier one", () => {
    expect(at(nearby, codeOf(nearby), 2).offsetSteps).toBe(0);
    expect(at(far - 1, codeOf(far), 2).offsetSteps).toBe(1);
    expect(at(early + 1, codeOf(early), 2).offsetSteps).toBe(-1);
  });

  test("says nothing of clocks", () => {
    expect(at(early + 1, codeOf(late), 2).clockShift).toBeNull();
    expect(at(nearby, codeOf(nearby), 2).clockShift).toBeNull();
  });
});

// A code arrives as its step begins: it says that the key's clock is 0 to 90 s ahead, and 3 ms more for a
// fast one. The middle of that is 45.001 s.
describe("how far a code says that a clock is ahead of what was believed", () => {
  const shiftOf = (ahead: number, offset: Interval) => {
    const sight = sightOfOffset(here, offset);
    return matchCode(prepared, codeOf(here + ahead), sight).clockShift;
  };
  const exact = (milliseconds: number) => ({ min: milliseconds, max: milliseconds });

  test("is from the middle of the belief to the middle of what the code says", () => {
    expect(shiftOf(0, exact(0))).toBe(45_001);
    expect(shiftOf(3, exact(0))).toBe(225_001);
    expect(shiftOf(3, exact(60_000))).toBe(165_001);
    expect(shiftOf(-2, exact(60_000))).toBe(-134_999);
  });

  test("is nothing when the code agrees with a belief that knows less than one code tells", () => {
    const minutes = (min: number, max: number) => ({ min: min * 60_000, max: max * 60_000 });
    expect(shiftOf(0, minutes(-20, 20))).toBe(0);
    expect(shiftOf(15, minutes(-20, 20))).toBe(0);
    expect(shiftOf(25, minutes(20, 30))).toBe(0);
    expect(shiftOf(100, minutes(-20, 20))).toBe(6_045_001);
  });

  test("counts when the belief knows as much as one code tells", () => {
    expect(shiftOf(0, { min: 10_000, max: 100_003 })).toBe(-10_000);
    expect(shiftOf(0, { min: 10_000, max: 100_004 })).toBe(0);
  });

  test("is not known of a code that no step shows", () => {
    const { offsetSteps, clockShift } = matchCode(prepared, "", sightOfOffset(here, exact(0)));
    expect([offsetSteps, clockShift]).toEqual([null, null]);
  });
});

describe("spentUpTo()", () => {
  const floor = { at: momentIn(100), mark: momentIn(100) };

  test("is step 0 once that is spent, also when nothing else is", () => {
    const known = { next: timeStep(0), since: momentIn(100) };
    const counter = { ...fresh, parameters: counterParameters(), counter: known };
    expect(spentUpTo(counter, defaultPolicy)).toBeNull();
    expect(spentUpTo({ ...counter, lastStep: timeStep(0) }, defaultPolicy)).toBe(0);
  });

  test("is what the key spent itself under a floor of before T0", () => {
    const parameters = codeParameters({ t0Seconds: 10_000 * 60 });
    const record = { ...fresh, parameters, floor };
    expect(spentUpTo(record, defaultPolicy)).toBeNull();
    expect(spentUpTo({ ...record, lastStep: timeStep(5) }, defaultPolicy)).toBe(5);
  });
});
