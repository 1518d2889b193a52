import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contextIn } from "../../../../test/support/commission.ts";
import {
  act,
  codeIssued,
  floorAt,
  give,
  giveKeys,
  issued,
  otherSpare,
  pin,
  spare,
  usesOf,
} from "../../../../test/support/temporary-code.ts";
import { returningKeys } from "../key/temporary-code.ts";

// Goal: a use is used once, whatever happens between and whatever failed after it; nobody gets in by a
// temporary code without the PIN, outside its time, or after anything that ended it.
// Method: draw lives of a key that has one, and follow them by a model of three numbers.
const anyDeed = fc.oneof(
  fc.record({
    kind: fc.constant("give" as const),
    pin: fc.constantFrom(pin, pin, pin, "9999", null),
    text: fc.constantFrom(spare, spare, spare, otherSpare),
  }),
  fc.record({ kind: fc.constant("key" as const), pin: fc.constantFrom(pin, "9999") }),
  fc.record({ kind: fc.constant("wait" as const), steps: fc.constantFrom(1, 1, 2, 15, 200) }),
  fc.record({
    kind: fc.constant("act" as const),
    act: fc.constantFrom("suspend", "resume", "unlock", "clear-pin", "end-temporary-code", "lose"),
  } as const),
  fc.record({ kind: fc.constant("floor" as const) }),
);

describe("lives with a temporary code", () => {
  test("spend each use once, and let in by it only where a model would", () => {
    const anyTerms = fc.record({
      uses: fc.integer({ min: 1, max: 5 }),
      minutes: fc.constantFrom(5, 60, 7 * 24 * 60),
      startsIn: fc.constantFrom(0, 0, 3),
      returningKey: fc.constantFrom(...returningKeys),
    });
    fc.assert(
      fc.property(anyTerms, fc.array(anyDeed, { maxLength: 25 }), (terms, deeds) => {
        const code = codeIssued(102, terms);
        let record = issued(terms);
        let step = 103;
        let left = terms.uses;
        let isEnded = false;
        let told = 0;
        for (const deed of deeds) {
          const { now } = contextIn(step);
          switch (deed.kind) {
            case "wait":
              step += deed.steps;
              break;
            case "floor":
              record = floorAt(record, now);
              isEnded = true;
              break;
            case "act": {
              const { decision, next } = act(record, { kind: deed.act }, step);
              record = { ...next, ...(record.floor && { floor: record.floor }) };
              const isEnding =
                deed.act !== "suspend" && deed.act !== "resume" && deed.act !== "unlock";
              if (decision.kind === "done" && isEnding) isEnded = true;
              break;
            }
            case "key": {
              const { decision, next } = giveKeys(record, step, deed.pin);
              const isSetAside =
                terms.returningKey !== "ends-code" &&
                usesOf(record) !== null &&
                now >= code.startsAt;
              if (decision.kind === "accepted") {
                expect(isSetAside && !isEnded && left > 0 && now < code.endsAt).toBe(false);
                if (now >= code.startsAt) isEnded = true;
              }
              record = next;
              break;
            }
            case "give": {
              const { decision, next, events } = give(record, step, deed.pin, deed.text);
              const isIn = now >= code.startsAt && now < code.endsAt;
              const isLive = !isEnded && isIn && left > 0 && deed.text === spare;
              expect(events[0]?.diagnosis?.spare === "temporary-code").toBe(isLive);
              if (isLive) left -= 1;
              if (isLive) told += 1;
              if (decision.kind === "accepted-without-key") {
                expect([isLive, deed.pin, record.state.kind]).toEqual([true, pin, "in-service"]);
              }
              expect(next.lastStep).toBe(record.lastStep);
              record = next;
              break;
            }
            default:
              deed satisfies never;
          }
          if (!isEnded && now < code.endsAt && left > 0) expect(usesOf(record)).toBe(left);
        }
        expect(told).toBeLessThanOrEqual(terms.uses);
      }),
      { numRuns: 150 },
    );
  });
});
