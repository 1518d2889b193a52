import {
  checkedPolicy,
  codeParameters,
  decodeRecord,
  defaultPolicy,
  encodeRecord,
  type Policy,
} from "@jeton/core";
import { describe, expect, test } from "vitest";
import { codeOf, keyAssigned, keyInService, present, quickPolicy } from "../support/commission.ts";
import { momentOf, presentAt, unsureKey, unsureStep } from "../support/unsure-key.ts";

// "window: 0" once meant 50, and "2" added to 0 gave a window of "02" steps.

function withCaps(acceptSteps: number, askSteps: number): Policy {
  const caps = { acceptSteps, askSteps };
  return { ...quickPolicy, windows: { ...quickPolicy.windows, "in-service": caps } };
}

/** The server's step, and the PIN of the keys here. */
const now = momentOf(unsureStep);
const known = { ...keyInService(), clock: null };

describe("a limit of 0", () => {
  test("of accepted steps lets nothing pass at once, and asks for the next code of all", () => {
    for (const step of [unsureStep - 1, unsureStep, unsureStep + 1, unsureStep + 40]) {
      const policy = withCaps(0, 1441);
      const { decision, next } = presentAt(unsureKey(), now, { code: codeOf(step) }, { policy });
      expect(decision).toEqual({ kind: "refused", reason: "next-code-wanted" });
      const second = presentAt(next, momentOf(1001), { code: codeOf(step + 1) }, { policy });
      expect(second.decision.kind).toBe("accepted");
    }
  });

  test("of asked steps asks for no next code: what does not pass at once is wrong", () => {
    const policy = withCaps(5, 0);
    const asked = presentAt(unsureKey(), now, { code: codeOf(1040) }, { policy });
    expect(asked.decision).toEqual({ kind: "refused", reason: "wrong-code" });
    const right = presentAt(unsureKey(), now, { code: codeOf(unsureStep) }, { policy });
    expect(right.decision.kind).toBe("accepted");
  });

  test("of both lets nothing pass, and of scanned steps computes no wide search", () => {
    for (const step of [unsureStep - 1, unsureStep, unsureStep + 1]) {
      const policy = withCaps(0, 0);
      const { decision } = presentAt(unsureKey(), now, { code: codeOf(step) }, { policy });
      expect(decision).toEqual({ kind: "refused", reason: "wrong-code" });
    }
    const policy = { ...withCaps(1, 1), scanSteps: 0 };
    const far = presentAt(known, now, { code: codeOf(unsureStep - 1) }, { policy });
    expect(far.decision).toEqual({ kind: "refused", reason: "wrong-code" });
    const here = presentAt(known, now, { code: codeOf(unsureStep) }, { policy });
    expect(here.decision.kind).toBe("accepted");
  });

  test("of steps, rates and delays at first use is 0: the step of this very moment", () => {
    const clock = {
      ...quickPolicy.clock,
      rateBoundPpb: 0,
      wanderPpb: 0,
      entryDelayMilliseconds: 0,
    };
    const policy = { ...quickPolicy, firstUseSteps: 0, clock };
    for (const ahead of [-1, 1]) {
      const alone = { pin: null, code: codeOf(unsureStep + ahead) };
      expect(presentAt(keyAssigned(), now, alone, { policy }).decision.kind).toBe("refused");
    }
    const alone = { pin: null, code: codeOf(unsureStep) };
    const { decision, next } = presentAt(keyAssigned(), now, alone, { policy });
    expect(decision.kind).toBe("choose-pin");
    expect(decodeRecord(encodeRecord(next))).toEqual(next);
  });
});

describe("a limit given as text", () => {
  test.each([
    ["scanSteps", { scanSteps: "720" }],
    ["firstUseSteps", { firstUseSteps: "10" }],
    ["lockAtFailure", { lockAtFailure: "10" }],
    [
      "clock.entryDelayMilliseconds",
      { clock: { ...defaultPolicy.clock, entryDelayMilliseconds: "2" } },
    ],
    [
      "windows.in-service.acceptSteps",
      {
        windows: { ...defaultPolicy.windows, "in-service": { acceptSteps: "0", askSteps: 0 } },
      },
    ],
  ])("is refused and named: %s", (name, fields) => {
    const wrong = () => checkedPolicy({ ...defaultPolicy, ...fields });
    expect(wrong).toThrow(TypeError);
    expect(wrong).toThrow(`Cannot use policy.${name}: found string, expected a whole number`);
  });

  test("is refused among the parameters of a key too", () => {
    for (const fields of [{ digits: "6" }, { periodSeconds: "60" }, { t0Seconds: "0" }]) {
      const wrong = fields as unknown as Parameters<typeof codeParameters>[0];
      expect(() => codeParameters(wrong)).toThrow(RangeError);
    }
  });
});

describe("a window", () => {
  test("is the same on both sides of the believed clock, both ends included: none is half-open", () => {
    // Five steps pass at once, of a key that may be anywhere.
    const passing = Array.from({ length: 41 }, (_, index) => unsureStep - 20 + index).filter(
      (step) => presentAt(unsureKey(), now, { code: codeOf(step) }).decision.kind === "accepted",
    );
    expect(passing).toEqual([998, 999, 1000, 1001, 1002]);
    // Those of a right clock: what was shown within the entry delay, and nothing before.
    const sure = present({ ...keyInService(), clock: null }, 999, {
      pin: "4071",
      code: codeOf(999),
    });
    expect(sure.decision.kind).toBe("accepted");
  });
});
