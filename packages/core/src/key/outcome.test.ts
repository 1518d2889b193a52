import { describe, expect, test } from "vitest";
import { keyInService } from "../../../../test/support/commission.ts";
import { unixMilliseconds } from "../base/units.ts";
import { firstCounter } from "../clock/counter-belief.ts";
import { counterParameters } from "../codes/counter-parameters.ts";
import { actEvent, verifyChain } from "../trail/audit-chain.ts";
import { movingFactorOf } from "./moving-factor.ts";
import { outcome } from "./outcome.ts";

const now = unixMilliseconds(1_800_000_000_000);
const record = keyInService();
const event = actEvent(now, "signed-out", "holder");

describe("outcome()", () => {
  test("carries the floor under which it was decided, and none where there is none", () => {
    const floor = { at: now, mark: 3 };
    expect(outcome(null, { ...record, floor }, event).next.floor).toEqual(floor);
    expect(outcome(null, record, event).next).not.toHaveProperty("floor");
  });

  test("chains several events one behind the other", () => {
    const { events, next } = outcome(null, record, event, { ...event, kind: "clock-set" });
    expect(events.map(({ kind, sequence }) => [kind, sequence - record.audit.count])).toEqual([
      ["signed-out", 1],
      ["clock-set", 2],
    ]);
    expect(verifyChain(record.serial, next.audit, events, record.audit).kind).toBe("intact");
    expect(next.audit.count).toBe(record.audit.count + 2);
  });

  test("names actors of 1 to 200 characters", () => {
    const { events } = outcome(null, record, { ...event, actor: "a".repeat(200) });
    expect(events[0]?.actor).toHaveLength(200);
  });
});

describe("movingFactorOf()", () => {
  const counter = firstCounter(7, now);

  test("is the clock of a time key, and of a counter key what is known of its counter", () => {
    const { parameters } = record;
    expect(movingFactorOf(record)).toEqual({ kind: "time", clock: parameters });
    const made = counterParameters();
    expect(movingFactorOf({ parameters: made, counter })).toEqual({ kind: "counter", counter });
  });

  test("is none of a counter key of which no counter is known", () => {
    const unknown = { parameters: counterParameters(), counter: null };
    expect(() => movingFactorOf(unknown)).toThrow(TypeError);
  });
});
