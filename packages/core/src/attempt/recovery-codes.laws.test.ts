import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contextIn } from "../../../../test/support/commission.ts";
import { issueSet, keyWithSet, setIssued } from "../../../../test/support/recovery-codes.ts";
import { act, floorAt, give, giveKeys, pin } from "../../../../test/support/temporary-code.ts";
import { recoveryCodesLeft } from "../key/recovery-codes.ts";

// Goal: each printed code lets in once at most, behind the right PIN, and never after anything that ended its set.
// Method: draw lives of a key with sets of them, and follow them by a model: the codes that are left.
const sets = [setIssued(102, 0), setIssued(102, 1), setIssued(102, 2)];
const anyDeed = fc.oneof(
  fc.record({
    kind: fc.constant("give" as const),
    pin: fc.constantFrom(pin, pin, pin, "9999", null),
    set: fc.nat({ max: 2 }),
    code: fc.nat({ max: 7 }),
  }),
  fc.record({ kind: fc.constant("issue" as const), set: fc.nat({ max: 2 }) }),
  fc.record({ kind: fc.constant("key" as const), pin: fc.constantFrom(pin, "9999") }),
  fc.record({
    kind: fc.constant("act" as const),
    act: fc.constantFrom("suspend", "resume", "unlock", "clear-pin", "lose"),
  } as const),
  fc.record({ kind: fc.constant("floor" as const) }),
);

describe("lives with recovery codes", () => {
  test("use each code once, and let in by it only where a model would", () => {
    fc.assert(
      fc.property(fc.array(anyDeed, { maxLength: 30 }), (deeds) => {
        let record = keyWithSet();
        let left = new Set(sets[0]?.codes);
        let current: number | null = 0;
        let step = 103;
        for (const deed of deeds) {
          step += 1;
          const { now } = contextIn(step);
          switch (deed.kind) {
            case "floor":
              record = floorAt(record, now);
              left = new Set();
              current = null;
              break;
            case "act": {
              const { decision, next } = act(record, { kind: deed.act }, step);
              record = { ...next, ...(record.floor && { floor: record.floor }) };
              const isEnding = deed.act === "clear-pin" || deed.act === "lose";
              if (decision.kind === "done" && isEnding) {
                left = new Set();
                current = null;
              }
              break;
            }
            case "key":
              record = giveKeys(record, step, deed.pin).next;
              break;
            case "issue": {
              const { codes, set } = sets[deed.set] ?? setIssued(102);
              const stamped = { ...set, issuedAt: now };
              const { decision, next } = issueSet(record, stamped, step);
              // A set that stands already is not made anew; one of before a floor is over as it is made.
              const isDead = record.floor !== undefined && recoveryCodesLeft(next, now) === 0;
              if (decision.kind === "issued" && current !== deed.set) {
                left = new Set(isDead ? [] : codes);
                current = isDead ? null : deed.set;
              }
              record = next;
              break;
            }
            case "give": {
              const text = sets[deed.set]?.codes[deed.code] ?? "";
              const { decision, next, events } = give(record, step, deed.pin, text);
              const isLive = left.has(text);
              expect(events[0]?.diagnosis?.spare === "recovery-code").toBe(isLive);
              if (decision.kind === "refused" && decision.reason === "recovery-code-used") {
                expect([isLive, deed.set]).toEqual([false, current]);
              }
              left.delete(text);
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
          expect(recoveryCodesLeft(record, now)).toBe(left.size);
        }
      }),
      { numRuns: 150 },
    );
  });
});
