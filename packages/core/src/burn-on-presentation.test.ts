import { describe, expect, test } from "vitest";
import { testPins } from "../../../test/arbitraries/deed.ts";
import {
  assertOfEveryAttempt,
  assertOfEveryLife,
  presentedSteps,
  stateKindAt,
} from "../../../test/support/every-life.ts";
import { acceptedSteps } from "../../../test/support/expected-window.ts";
import { attemptWith } from "../../../test/support/lead-life.ts";
import { authenticate } from "./authenticate.ts";

// Law 3: a code that matches a step in the accept window is spent even when the login failed.
describe("burn on presentation", () => {
  test("a matching fresh code is spent whatever the state, the block, the PIN and the decision", () => {
    assertOfEveryAttempt((move, led) => {
      const { before, after } = move;
      const steps = presentedSteps(move, led);
      const spent = Math.max(before.lastStep ?? -1, ...steps);
      expect(after.lastStep ?? -1).toBe(spent);
    });
  });

  test("the same code is refused at once afterwards, with every PIN, and counts as spent", () => {
    assertOfEveryAttempt(({ before, after, attempt, context }) => {
      if (after.lastStep === before.lastStep) return;
      for (const pin of [null, ...testPins]) {
        const passcode = { ...attempt.passcode, pin };
        const again = attemptWith(after, passcode, context.policy, new Uint8Array(16));
        const { decision, next } = authenticate(after, again, context);
        expect(decision.kind).toBe("refused");
        expect(next.lastStep).toBe(after.lastStep);
      }
    });
  });

  test("nothing presented moves lastStep beyond the accept window", () => {
    assertOfEveryAttempt(({ before, after, context }, { life }) => {
      if (after.lastStep === before.lastStep) return;
      const { now, policy } = context;
      const { clock } = before;
      const state = stateKindAt(before, now);
      const steps = acceptedSteps({ clock, state, now, policy }, life.parameters);
      const asked = before.state.kind === "in-service" ? before.state.asked : null;
      const pairs = (asked?.steps ?? []).map((first) => first + 3);
      expect(after.lastStep).toBeLessThanOrEqual(Math.max(...steps, ...pairs));
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
