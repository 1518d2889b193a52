import { describe, expect, test } from "vitest";
import { codeOf, keyInService } from "../../../../test/support/commission.ts";
import { momentOf, presentAt } from "../../../../test/support/unsure-key.ts";
import type { Context } from "./context.ts";

// The key is in service since step 101, and its clock is right until then.
const step = 200;

/** What comes of two codes in a row of a clock that was set by so many steps. */
function setBy(steps: number, changed: Partial<Context> = {}) {
  const first = presentAt(keyInService(), momentOf(step), { code: codeOf(step + steps) }, changed);
  const code = codeOf(step + steps + 1);
  return [first, presentAt(first.next, momentOf(step + 1), { code }, changed)] as const;
}

describe("authenticate()", () => {
  test.each([-60, -8, 8, 40, 700])(
    "leaves an event when log-ins show that the clock was set by %i steps",
    (steps) => {
      const [first, second] = setBy(steps);
      expect(first.decision).toEqual({ kind: "refused", reason: "next-code-wanted" });
      expect(first.events.map(({ kind }) => kind)).toEqual(["refused"]);
      expect(second.decision.kind).toBe("accepted");
      expect(second.events.map(({ kind, actor }) => [kind, actor])).toEqual([
        ["accepted", "holder"],
        ["clock-set", "system"],
      ]);
      const offsetSteps = second.events[1]?.diagnosis?.offsetSteps ?? 0;
      expect(Math.abs(offsetSteps - steps)).toBeLessThanOrEqual(1);
      expect(second.events[1]).toMatchObject({ step: null, reason: null });
    },
  );

  test("leaves none for a key that keeps to its bounds, nor while the server's clock is suspect", () => {
    const right = presentAt(keyInService(), momentOf(step), { code: codeOf(step) });
    expect(right.events.map(({ kind }) => kind)).toEqual(["accepted"]);
    const [, second] = setBy(40, { clockTrusted: false });
    expect(second.events.map(({ kind }) => kind)).toEqual(["accepted"]);
  });

  test("leaves it once: the log-ins that agree say no more", () => {
    const [, second] = setBy(40);
    const code = codeOf(step + 45);
    const later = presentAt(second.next, momentOf(step + 5), { code });
    expect(later.events.map(({ kind }) => kind)).toEqual(["accepted"]);
  });
});
