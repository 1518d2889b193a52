import { describe, expect, test } from "vitest";
import {
  assertOfEveryAttempt,
  assertOfEveryLife,
  isBlockedAt,
} from "../../../../test/support/every-life.ts";
import { isTermOver } from "../base/term.ts";
import { unixMilliseconds } from "../base/units.ts";
import {
  afterLogin,
  codesNeeded,
  countGuess,
  countWrongPin,
  deviceLanesMax,
  emptyLane,
  failureCount,
  failuresMax,
  type Lane,
  laneOf,
  noFailures,
  withLane,
} from "../key/failures.ts";
import { datesAt } from "../key/key-origin.ts";
import { defaultPolicy } from "../key/policy.ts";

const now = unixMilliseconds(1_800_000_000_000);

/** With which a guess counts as a wrong PIN of a key in service. */
const chance = 53e-6;

// Law 7: an attempt is counted in the stored record before it is answered, refunded on success.
describe("counted failures", () => {
  test("every refusal counts one, but in a block, where only the next code is wanted and where only the state is wrong", () => {
    assertOfEveryAttempt(({ before, after, decision, context, events }) => {
      if (decision.kind !== "refused") return;
      const counted = failureCount(after.failures) - failureCount(before.failures);
      // What a suspended key would take, or one outside of its dates: `help-desk.test.ts` says what that is.
      const isClosed =
        before.state.kind === "suspended" || datesAt(before, context.now) !== "within";
      if (isClosed && counted === 0) {
        expect(events[0]?.diagnosis?.offsetSteps).not.toBeNull();
        return;
      }
      const isFree = isBlockedAt(before, context.now) || decision.reason === "next-code-wanted";
      expect(counted).toBe(isFree ? 0 : 1);
    });
  });

  test("while a block stands nothing passes, and when none stands nothing is refused as blocked", () => {
    assertOfEveryAttempt(({ before, after, decision, context }) => {
      const blocked = isBlockedAt(before, context.now);
      if (blocked) expect(decision).toEqual({ kind: "refused", reason: "blocked" });
      else expect(decision).not.toMatchObject({ reason: "blocked" });
      if (blocked) expect(isBlockedAt(after, context.now)).toBe(true);
    });
  });

  test("a block that stands is not made longer by anything that is presented", () => {
    assertOfEveryAttempt(({ before, after, context }) => {
      if (!isBlockedAt(before, context.now)) return;
      const { block } = before.failures.strangers;
      const { block: later } = after.failures.strangers;
      expect(later?.milliseconds).toBe(block?.milliseconds);
      expect(later?.since).toBeLessThanOrEqual(block?.since ?? 0);
    });
  });

  test("what lets a holder in leaves no wrong PIN and no block", () => {
    assertOfEveryAttempt(({ after, decision }) => {
      if (decision.kind === "refused") return;
      expect(after.failures.strangers).toMatchObject({ wrongPins: 0, block: null });
      expect(after.failures.devices).toEqual([]);
    });
  });

  test("no attempt without a right code ever makes a block: whatever a stranger sends (law 10)", () => {
    assertOfEveryAttempt(({ before, after, decision, context }) => {
      if (decision.kind !== "refused" || isBlockedAt(before, context.now)) return;
      const isGuess = after.failures.strangers.guesses > before.failures.strangers.guesses;
      if (isGuess) expect(isBlockedAt(after, context.now)).toBe(false);
    });
  });

  test("every block ends by itself", () => {
    assertOfEveryLife(({ moves, life }) => {
      for (const { after, context } of moves) {
        const { block } = after.failures.strangers;
        if (block === null) continue;
        const longest = Math.max(life.policy.lockMilliseconds, life.policy.lockMillisecondsMax);
        expect(block.milliseconds).toBeLessThanOrEqual(longest);
        const later = unixMilliseconds(Math.max(block.since, context.now) + block.milliseconds);
        expect(isTermOver(block, later)).toBe(true);
      }
    });
  });
});

describe("countWrongPin()", () => {
  /** Seconds that a client must wait after its first, second, third … wrong PIN. */
  function waits(lane: Lane, count: number): readonly number[] {
    let failed = lane;
    return Array.from({ length: count }, () => {
      failed = countWrongPin(failed, chance, now, defaultPolicy);
      return (failed.block?.milliseconds ?? 0) / 1000;
    });
  }

  test("makes wait from the 3rd, locks from the 10th, a day at most", () => {
    expect(waits(emptyLane, 19)).toEqual([
      ...[0, 0, 1, 2, 4, 8, 16, 32, 64],
      ...[900, 1800, 3600, 7200, 14_400, 28_800, 57_600, 86_400, 86_400, 86_400],
    ]);
  });

  test("overlooks as many as that many guesses are likely to meet by chance, and no more", () => {
    const firstWait = (guesses: number) => waits({ ...emptyLane, guesses }, 400).findIndex(Boolean);
    expect(firstWait(1_800)).toBe(2);
    expect(firstWait(10_000)).toBe(2 + 4);
    // A flood of 10,000 a day for a month: 16 by chance, 36 at five standard deviations.
    expect(firstWait(300_000)).toBe(2 + 35);
  });

  // Goal: the budget in policy.md. Method: somebody with the key gives a right code and another PIN as
  // soon as the wait before is over, for a year.
  test.each([
    [0, 380],
    [3_650_000, 380 + 262],
  ])("leaves somebody with the key and %i guesses besides %i PINs in a year", (guesses, budget) => {
    const year = now + 365 * 86_400_000;
    let lane: Lane = { ...emptyLane, guesses };
    let at = now;
    let tried = 0;
    while (at < year) {
      lane = countWrongPin(lane, chance, at, defaultPolicy);
      tried += 1;
      at = unixMilliseconds(at + (lane.block?.milliseconds ?? 0));
    }
    expect(tried).toBe(budget);
  });

  test("stays exact after a billion failures", () => {
    const lane = { ...emptyLane, wrongPins: failuresMax };
    const next = countWrongPin(lane, chance, now, defaultPolicy);
    expect(next).toEqual({ ...lane, block: { since: now, milliseconds: 86_400_000 } });
    expect(countGuess({ ...emptyLane, guesses: failuresMax }).guesses).toBe(failuresMax);
  });
});

describe("codesNeeded()", () => {
  test("is one, from the 5th guess on two, from the 100th on three", () => {
    const needed = [0, 4, 5, 99, 100, failuresMax].map((guesses) =>
      codesNeeded({ ...emptyLane, guesses, wrongPins: 9 }, defaultPolicy),
    );
    expect(needed).toEqual([1, 1, 2, 2, 3, 3]);
  });
});

describe("afterLogin()", () => {
  const guessed = (guesses: number) => ({ ...noFailures, strangers: { ...emptyLane, guesses } });

  test("halves the guesses of strangers, and leaves at most what asks for two codes", () => {
    const left = [0, 1, 4, 5, 100, 1000, failuresMax].map(
      (guesses) => afterLogin(guessed(guesses), null, defaultPolicy).strangers.guesses,
    );
    expect(left).toEqual([0, 0, 2, 2, 50, 99, 99]);
  });

  // Goal: the budget in policy.md. Method: somebody who knows identifier and PIN guesses codes as often
  // as one code alone could pass, and the holder logs in once a day.
  test("leaves somebody who knows the PIN 1,098 single guesses in a year of daily log-ins", () => {
    let failures = noFailures;
    let singles = 0;
    for (let day = 0; day < 365; day += 1) {
      for (let attempt = 0; attempt < 10_000; attempt += 1) {
        if (codesNeeded(failures.strangers, defaultPolicy) > 1) break;
        failures = withLane(failures, null, countGuess(failures.strangers));
        singles += 1;
      }
      failures = afterLogin(failures, null, defaultPolicy);
    }
    expect(singles).toBe(5 + 364 * 3);
    // At most five steps pass at once.
    expect(singles * 5e-6).toBeLessThan(0.0055);
  });
});

describe("withLane()", () => {
  const failed = { ...emptyLane, guesses: 3 };

  test("keeps each device apart from strangers and from the others", () => {
    const failures = withLane(withLane(noFailures, "a", failed), "b", emptyLane);
    expect(laneOf(failures, "a")).toMatchObject(failed);
    expect(laneOf(failures, "b")).toEqual(emptyLane);
    expect(laneOf(failures, null)).toEqual(emptyLane);
  });

  test("forgets a device that logged in, and counts those beyond the most that it keeps as strangers", () => {
    const ids = Array.from({ length: deviceLanesMax + 1 }, (_, index) => String(index));
    const failures = ids.reduce((before, id) => withLane(before, id, failed), noFailures);
    expect(failures.devices.map(({ id }) => id)).toEqual(ids.slice(0, -1));
    expect(failures.strangers).toEqual(failed);
    expect(laneOf(failures, "unkept")).toEqual(failed);
    expect(withLane(failures, "3", emptyLane).devices).toHaveLength(deviceLanesMax - 1);
  });
});
