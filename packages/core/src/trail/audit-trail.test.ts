import { describe, expect, test } from "vitest";
import { assertOfEveryLife } from "../../../../test/support/every-life.ts";
import { verifyChain } from "./audit-chain.ts";

// Law 9, as far as the core goes: what changes a key leaves its event, chained to the ones before.
describe("the audit trail of a life", () => {
  test("is intact, and its head stands in the record after every move", () => {
    assertOfEveryLife(({ moves }) => {
      const events = moves.flatMap((move) => move.events);
      const last = moves.at(-1)?.after;
      if (last === undefined) return;
      expect(verifyChain("1", last.audit, events)).toEqual({
        kind: "intact",
        count: events.length,
      });
    });
  });

  test("has one event for each change and each attempt, and none where nothing is to be stored", () => {
    assertOfEveryLife(({ moves }) => {
      for (const { kind, before, after, events } of moves) {
        // An attempt may tell besides that the key's clock was set.
        const own = events.filter(({ kind: of }) => of !== "clock-set");
        expect(own).toHaveLength(after === before ? 0 : 1);
        if (kind === "present") expect(after).not.toBe(before);
      }
    });
  });

  test("tells who, when, what and why, and the step that was spent: no seed, PIN or code", () => {
    const fields = [
      ...["actor", "at", "diagnosis", "hash", "kind", "reason", "sequence", "serial", "step"],
    ];
    assertOfEveryLife(({ moves }) => {
      for (const { kind, before, after, events, context } of moves) {
        for (const event of events) {
          expect(Object.keys(event).toSorted()).toEqual(fields);
          const { diagnosis } = event;
          const isAttempt = kind === "present" && event.kind !== "clock-set";
          expect(diagnosis === null).toBe(!isAttempt);
          const told = ["hypothesis", "offsetSteps", "pin"];
          if (diagnosis !== null) expect(Object.keys(diagnosis).toSorted()).toEqual(told);
          expect(event.at).toBe(context.now);
          if (event.kind === "clock-set") {
            expect(event).toMatchObject({ actor: "system", step: null, reason: null });
            continue;
          }
          expect(event.actor).toBe(kind === "act" ? "staff:test" : "holder");
          expect(event.step).toBe(after.lastStep === before.lastStep ? null : after.lastStep);
        }
      }
    });
  });
});
