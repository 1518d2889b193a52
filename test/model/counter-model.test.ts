import fc from "fast-check";
import { expect, test } from "vitest";
import { quickPolicy } from "../support/commission.ts";
import { counterCode, counterKeyInService, presentCounter } from "../support/counter-holder.ts";
import { ReferenceCounter } from "./reference-counter.ts";

const scanSteps = 60;

/** No wrong PIN blocks the key, and fewer codes are computed for each attempt. */
const policy = {
  ...quickPolicy,
  scanSteps,
  delayFromFailure: 1_000_000,
  lockAtFailure: 1_000_000,
  windows: { ...quickPolicy.windows, "in-service": { acceptSteps: 5, askSteps: 121 } },
};

const anyDeed = fc.record({
  /** The counter that is given, from the last one that was typed. */
  ahead: fc.oneof(
    { arbitrary: fc.integer({ min: 1, max: 3 }), weight: 6 },
    { arbitrary: fc.integer({ min: -40, max: 12 }), weight: 3 },
    { arbitrary: fc.integer({ min: 80, max: 130 }), weight: 1 },
  ),
  isGuess: fc.oneof({ arbitrary: fc.constant(false), weight: 5 }, fc.constant(true)),
  isPinRight: fc.oneof({ arbitrary: fc.constant(true), weight: 3 }, fc.constant(false)),
  seconds: fc.oneof({ arbitrary: fc.constant(1), weight: 9 }, fc.constantFrom(299, 300, 4000)),
});

// Goal: in service a counter key lets in and spends what RFC 4226 and the policy say, and nothing else.
// Method: give codes near and far, old and new, guesses and wrong PINs to the core and to a reference that
// knows no codes; every answer, every spent counter and every count must agree.
test("a counter key in service does what its reference does, with waits and locks switched off", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0, 3, 100, 5000),
      fc.array(anyDeed, { maxLength: 40 }),
      (start, deeds) => {
        let record = counterKeyInService(start);
        const reference = new ReferenceCounter(start + 1, scanSteps);
        let counter = start + 1;
        let at = 0;
        for (const { ahead, isGuess, isPinRight, seconds } of deeds) {
          at += seconds;
          const given = Math.max(0, counter + ahead);
          if (!isGuess) counter = given;
          const pin = isPinRight ? "4071" : "9999";
          const code = isGuess ? unlikelyCode : counterCode(given);
          const { decision, next } = presentCounter(record, code, { pin, at, context: { policy } });
          const expected = reference.present(isGuess ? null : given, isPinRight, at * 1000);
          expect(decision.kind).toBe(expected);
          if (decision.kind === "accepted") expect(decision.step).toBe(given);
          record = next;
          const { guesses, wrongPins } = record.failures.strangers;
          expect([record.counter?.next, record.lastStep, guesses, wrongPins]).toEqual([
            ...[reference.next, reference.last, reference.guesses, reference.wrongPins],
          ]);
          expect(record.asked.map(({ steps, codes, tries }) => [...steps, codes, tries])).toEqual(
            reference.rows.map((row) => [row.counter, row.codes, row.tries]),
          );
        }
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);

/** No code that any counter of these lives shows: it has a digit too many to be one. */
const unlikelyCode = "0000000";
