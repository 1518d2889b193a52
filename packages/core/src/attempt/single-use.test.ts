import { describe, expect, test } from "vitest";
import { assertOfEveryLife } from "../../../../test/support/every-life.ts";

// Law 2: no step of a key is ever accepted twice; lastStep never decreases.
describe("single use", () => {
  test("every step that passes is later than all that passed before, whatever the clock does", () => {
    assertOfEveryLife(({ moves }) => {
      let latest = -1;
      for (const move of moves) {
        if (move.kind !== "present" || !("step" in move.decision)) continue;
        expect(move.decision.step).toBeGreaterThan(latest);
        latest = move.decision.step;
      }
    });
  });

  test("lastStep never decreases, whoever does what to the key", () => {
    assertOfEveryLife(({ moves }) => {
      for (const { before, after } of moves) {
        expect(after.lastStep ?? -1).toBeGreaterThanOrEqual(before.lastStep ?? -1);
      }
    });
  });

  test("a step that passes is spent by the record that is stored", () => {
    assertOfEveryLife(({ moves }) => {
      for (const move of moves) {
        if (move.kind !== "present" || !("step" in move.decision)) continue;
        expect(move.after.lastStep).toBe(move.decision.step);
      }
    });
  });
});
