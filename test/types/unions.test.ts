import {
  type Attempt,
  type Decision,
  type HelpDeskDecision,
  type KeyRecord,
  type KeyState,
  type KeyStateKind,
  noFailures,
  type OtpErrorCode,
  type ParsedPasscode,
  type PinProblem,
  type RefusalReason,
} from "@jeton/core";
import { describe, expect, expectTypeOf, test } from "vitest";

/** Names the decision, as a caller does who closes the switch. */
function named(decision: Decision): string {
  switch (decision.kind) {
    case "accepted":
      return `step ${decision.step}`;
    case "accepted-without-key":
      return decision.spare;
    case "choose-pin":
      return `until ${decision.expiresAt}`;
    case "refused":
      return decision.reason;
    default:
      return decision satisfies never;
  }
}

/** Forgets a member; the compiler says so. */
function forgetful(decision: Decision): string {
  switch (decision.kind) {
    case "accepted":
    case "accepted-without-key":
    case "refused":
      return decision.kind;
    default:
      // @ts-expect-error: "choose-pin" is left.
      return decision satisfies never;
  }
}

describe("unions", () => {
  test("are closed: a switch over all members leaves nothing", () => {
    expect(named({ kind: "refused", reason: "wrong-code" })).toBe("wrong-code");
    expect(forgetful({ kind: "refused", reason: "wrong-code" })).toBe("refused");
    expectTypeOf<Decision["kind"]>().toEqualTypeOf<
      "accepted" | "accepted-without-key" | "choose-pin" | "refused"
    >();
    expectTypeOf<HelpDeskDecision["kind"]>().toEqualTypeOf<"done" | "impossible">();
    expectTypeOf<PinProblem>().toEqualTypeOf<"length" | "alphabet" | "trivial">();
    expectTypeOf<KeyStateKind>().toEqualTypeOf<KeyState["kind"]>();
  });

  test("hold no member that nobody named", () => {
    // @ts-expect-error: no such reason.
    const reason: RefusalReason = "because";
    // @ts-expect-error: no such code.
    const code: OtpErrorCode = "OOPS";
    // @ts-expect-error: a refusal names its reason.
    const decision: Decision = { kind: "refused" };
    expect([reason, code, decision]).toHaveLength(3);
  });

  test("give a part only where it exists", () => {
    const read = (parsed: ParsedPasscode, state: KeyState) => {
      // @ts-expect-error: what is malformed has no code.
      const code = parsed.code;
      // @ts-expect-error: not every state has a PIN.
      const pin = state.pin;
      return [code, pin];
    };
    expectTypeOf<Extract<ParsedPasscode, { ok: true }>["pin"]>().toEqualTypeOf<string | null>();
    expect(read({ ok: false, problem: "length" }, { kind: "in-stock" })).toHaveLength(2);
  });
});

describe("records", () => {
  test("are read-only", () => {
    const change = (record: KeyRecord, attempt: Attempt) => {
      // @ts-expect-error: a record is never changed in place.
      record.failures = noFailures;
      // @ts-expect-error: nor is a lane of failures.
      record.failures.strangers.guesses = 0;
      // @ts-expect-error: nor what lies in it.
      record.parameters.digits = 8;
      // @ts-expect-error: nor is an attempt.
      attempt.passcode.code = "000000";
    };
    expectTypeOf(change).returns.toBeVoid();
  });

  test("say absence by null, never by undefined", () => {
    expectTypeOf<undefined>().not.toExtend<KeyRecord["lastStep"]>();
    expectTypeOf<undefined>().not.toExtend<KeyRecord["holder"]>();
    expectTypeOf<undefined>().not.toExtend<KeyRecord["provisional"]>();
    expectTypeOf<undefined>().not.toExtend<KeyRecord["failures"]["strangers"]["block"]>();
  });
});
