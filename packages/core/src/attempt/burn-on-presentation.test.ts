import { describe, expect, test } from "vitest";
import { testPins } from "../../../../test/arbitraries/deed.ts";
import {
  assertOfEveryAttempt,
  assertOfEveryLife,
  awaitedSteps,
  presentedSteps,
  stateKindAt,
} from "../../../../test/support/every-life.ts";
import { acceptedSteps } from "../../../../test/support/expected-window.ts";
import { attemptWith } from "../../../../test/support/lead-life.ts";
import { codesNeeded } from "../key/failures.ts";
import { authenticate } from "./authenticate.ts";

// Law 3: a code that matches a step in the accept window is spent even when the login failed.
describe("burn on presentation", () => {
  test("a matching fresh code is spent whatever the state, the block, the PIN and the decision", () => {
    assertOfEveryAttempt((move, led) => {
      const { before, after } = move;
      const steps = presentedSteps(move, led);
      // One that lies farther away is spent by the row of codes that let it in, and by nothing else.
      const passed = "step" in move.decision ? [move.decision.step] : [];
      const spent = Math.max(before.lastStep ?? -1, ...steps, ...passed);
      const needed = codesNeeded(before.failures.strangers, move.context.policy);
      if (needed === 1 || (after.lastStep ?? -1) === spent) {
        expect(after.lastStep ?? -1).toBe(spent);
        return;
      }
      // Where no single code passes, one with a wrong secret is remembered, so that it is not given again.
      expect(after.lastStep).toBe(before.lastStep);
      const latest = Math.max(...steps);
      expect(after.asked.flatMap((wait) => wait.steps as readonly number[])).toContain(latest);
    });
  });

  test("the same code is refused at once afterwards, with every PIN, and counts as spent", () => {
    assertOfEveryAttempt(({ before, after, attempt, context }) => {
      if (after.lastStep === before.lastStep) return;
      for (const pin of [null, ...testPins]) {
        const passcode = { ...attempt.passcode, pin };
        const again = attemptWith(after, passcode, context, new Uint8Array(16));
        const { decision, next } = authenticate(after, again, context);
        expect(decision.kind).toBe("refused");
        expect(next.lastStep).toBe(after.lastStep);
      }
    });
  });

  test("nothing that is refused moves lastStep beyond the accept window", () => {
    assertOfEveryAttempt(({ before, after, decision, context }, { life }) => {
      if (after.lastStep === before.lastStep || decision.kind !== "refused") return;
      const { now, policy } = context;
      const { clock, counter } = before;
      const state = stateKindAt(before, now);
      const steps = acceptedSteps({ clock, counter, state, now, policy }, life.parameters);
      expect(after.lastStep).toBeLessThanOrEqual(Math.max(...steps));
    });
  });

  test("what passes lies in the accept window, or comes next after a code that was awaited", () => {
    assertOfEveryAttempt(({ before, after, decision, context }, { life }) => {
      if (!("step" in decision)) return;
      const { now, policy } = context;
      const state = stateKindAt(before, now);
      const { clock, counter } = before;
      const steps = acceptedSteps({ clock, counter, state, now, policy }, life.parameters);
      const awaited = awaitedSteps(before, context);
      const { step } = decision;
      const isNext = awaited.some((first) => step > first && step <= first + 3);
      expect([step, isNext || steps.includes(step)]).toEqual([step, true]);
      expect(after.asked).toEqual([]);
    });
  });

  test("nothing but a presentation moves lastStep", () => {
    assertOfEveryLife(({ moves }) => {
      for (const { kind, before, after } of moves) {
        if (kind !== "present") expect(after.lastStep).toBe(before.lastStep);
      }
    });
  });
});
