import { describe, expect, test } from "vitest";
import {
  assertOfEveryAttempt,
  assertOfEveryLife,
  awaitedSteps,
  isBlockedAt,
  presentedSteps,
  stateKindAt,
} from "../../../../test/support/every-life.ts";
import type { Move } from "../../../../test/support/lead-life.ts";
import { transactionHash } from "../attempt/transaction.ts";
import { isTermOver } from "../base/term.ts";
import { codesNeeded } from "./failures.ts";

/** What led from one state to another: the deed and what was answered to it. */
function causeOf(move: Move): string {
  switch (move.kind) {
    case "wait":
      return "time";
    case "act":
      return move.decision.kind === "done" ? move.act.kind : "impossible";
    case "present":
    case "choose-pin":
      return move.decision.kind;
    default:
      return move satisfies never;
  }
}

// docs/design/architecture.md, "The core": from, cause, to. "*" stands for the state before suspension.
const transitions = new Set([
  ...["in-stock assign assigned", "lost assign assigned"],
  ...["assigned choose-pin choosing-pin", "confirming-pin choose-pin choosing-pin"],
  ...["choosing-pin confirm-passcode confirming-pin", "confirming-pin accepted in-service"],
  ...["in-service clear-pin assigned", "choosing-pin clear-pin assigned"],
  ...["confirming-pin clear-pin assigned", "suspended resume *"],
  ...["assigned", "choosing-pin", "confirming-pin", "in-service"].map(
    (from) => `${from} suspend suspended`,
  ),
  ...["assigned", "choosing-pin", "confirming-pin", "in-service", "suspended"].map(
    (from) => `${from} lose lost`,
  ),
  ...["in-stock", "assigned", "choosing-pin", "confirming-pin", "in-service"].map(
    (from) => `${from} retire retired`,
  ),
  ...["suspended retire retired", "lost retire retired"],
]);

describe("the life of a key", () => {
  test("goes from state to state as designed, and no other way", () => {
    assertOfEveryLife(({ moves }) => {
      for (const move of moves) {
        const from = stateKindAt(move.before, move.context.now);
        const to = move.after.state;
        if (from === stateKindAt(move.after, move.context.now)) continue;
        const resumed = causeOf(move) === "resume" && move.before.state.kind === "suspended";
        if (resumed && move.before.state.kind === "suspended") {
          expect(to).toEqual(move.before.state.before);
        }
        const named = `${from} ${causeOf(move)} ${resumed ? "*" : to.kind}`;
        expect(transitions).toContain(named);
      }
    });
  });

  test("passes a PASSCODE only with the right PIN, only in service or to confirm the PIN", () => {
    assertOfEveryAttempt(({ before, attempt, decision, context }, { pinOf }) => {
      if (decision.kind !== "accepted") return;
      const state = stateKindAt(before, context.now);
      expect(state).toBe(decision.commissioned ? "confirming-pin" : "in-service");
      expect(attempt.passcode.pin).toBe(pinOf(before));
      expect(attempt.passcode.pin).not.toBeNull();
    });
  });

  test("never refuses the right PIN with a fresh code of the window, unless a block stands or guesses ask for more codes", () => {
    assertOfEveryAttempt((move, led) => {
      const { before, attempt, decision, context } = move;
      const state = stateKindAt(before, context.now);
      const pin = led.pinOf(before);
      const steps = presentedSteps(move, led);
      const fresh = Math.max(-1, ...steps) > (before.lastStep ?? -1);
      const asked = state === "in-service" || state === "confirming-pin";
      if (!asked || !fresh || pin === null || pin !== attempt.passcode.pin) return;
      if (isBlockedAt(before, context.now)) return;
      if (
        codesNeeded(before.failures.strangers, context.policy) === 1 ||
        decision.kind !== "refused"
      )
        expect(decision.kind).toBe("accepted");
      else expect(decision.reason).toBe("next-code-wanted");
    });
  });

  test("begins a commissioning by a fresh code alone, and never in service", () => {
    assertOfEveryAttempt((move, led) => {
      const { before, after, attempt, decision, context } = move;
      const state = stateKindAt(before, context.now);
      const { pin } = attempt.passcode;
      const steps = presentedSteps(move, led);
      const fresh = Math.max(-1, ...steps) > (before.lastStep ?? -1);
      const begins =
        fresh &&
        pin === null &&
        !isBlockedAt(before, context.now) &&
        (state === "assigned" || state === "choosing-pin" || state === "confirming-pin");
      const needed = codesNeeded(before.failures.strangers, context.policy);
      // A row of codes can begin it where none passes at once.
      if (needed === 1 && awaitedSteps(before, context).length === 0) {
        expect(decision.kind === "choose-pin").toBe(begins);
      } else if (decision.kind === "choose-pin") expect(pin).toBeNull();
      if (decision.kind !== "choose-pin") return;
      const milliseconds = context.policy.commissioningMilliseconds;
      const { transaction } = attempt;
      expect(decision.expiresAt).toBe(context.now + milliseconds);
      const firstStep = decision.step;
      const term = { since: context.now, milliseconds };
      expect(after.state).toEqual({ kind: "choosing-pin", transaction, firstStep, term });
    });
  });

  test("comes into service only by a later code than the first, before the time is over", () => {
    assertOfEveryLife(({ moves }) => {
      let first: { readonly step: number; readonly expiresAt: number } | null = null;
      for (const move of moves) {
        if (move.kind !== "present") continue;
        const { decision } = move;
        if (decision.kind === "choose-pin") first = decision;
        if (decision.kind !== "accepted" || !decision.commissioned) continue;
        expect(decision.step).toBeGreaterThan(first?.step ?? Number.NaN);
        expect(move.context.now).toBeLessThan(first?.expiresAt ?? Number.NaN);
      }
    });
  });

  test("takes a PIN only for the transaction under way, and changes nothing otherwise", () => {
    assertOfEveryLife(({ moves }) => {
      for (const move of moves) {
        if (move.kind !== "choose-pin") continue;
        const { before, after, choice, decision, context } = move;
        const { state } = before;
        const known =
          (state.kind === "choosing-pin" || state.kind === "confirming-pin") &&
          state.transaction === transactionHash(choice.transactionId) &&
          !isTermOver(state.term, context.now);
        // Even while a block stands: a stranger's wrong codes must not end a commissioning.
        expect(decision.kind).toBe(known ? "confirm-passcode" : "refused");
        if (!known) expect(after).toBe(before);
      }
    });
  });

  test("keeps serial, seed and parameters for ever, and its holder but for the help desk", () => {
    assertOfEveryLife(({ moves }) => {
      for (const { kind, before, after } of moves) {
        expect(after.serial).toBe(before.serial);
        expect(after.seed).toBe(before.seed);
        expect(after.parameters).toEqual(before.parameters);
        if (kind !== "act") expect(after.holder).toBe(before.holder);
        const held = !["in-stock", "lost", "retired"].includes(after.state.kind);
        expect(after.holder !== null).toBe(held);
      }
    });
  });

  test("ends with retirement: nothing passes and no act is done", () => {
    assertOfEveryLife(({ moves }) => {
      for (const move of moves) {
        if (move.before.state.kind !== "retired") continue;
        expect(move.after.state.kind).toBe("retired");
        if (move.kind !== "wait") expect(["impossible", "refused"]).toContain(move.decision.kind);
      }
    });
  });
});
