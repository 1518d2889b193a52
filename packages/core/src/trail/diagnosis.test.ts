import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyAssigned,
  keyInService,
  present,
} from "../../../../test/support/commission.ts";
import { independentCode } from "../../../../test/support/independent-code.ts";
import { rfcSeed } from "../../../../test/support/rfc-seed.ts";
import { momentOf } from "../../../../test/support/unsure-key.ts";
import { actOnKey } from "../key/help-desk.ts";
import type { KeyRecord } from "../key/key-record.ts";

const pin = "4071";

/** What staff are told of an attempt in step 1000 by a key that was right in step 999. */
function told(record: KeyRecord, passcode: { readonly pin: string | null; readonly code: string }) {
  const { decision, events } = present(record, 1000, passcode);
  const [event] = events;
  return { decision, reason: event?.reason, diagnosis: event?.diagnosis };
}

/** In service, and its clock known since step 999. */
function recentKey(): KeyRecord {
  const clock = {
    version: 1 as const,
    at: contextIn(999).now,
    offset: { min: -15_000, max: 15_000 },
    rate: { min: -20_000, max: 20_000 },
    anchors: [],
  };
  return { ...keyInService(), clock };
}

describe("diagnosis", () => {
  test("tells the PIN, and how many steps off the code is", () => {
    expect(told(recentKey(), { pin, code: codeOf(1000) })).toMatchObject({
      reason: null,
      diagnosis: { pin: "right", offsetSteps: 0, hypothesis: null },
    });
    for (const ahead of [-720, -30, -2, 2, 5, 30, 720, 723]) {
      expect(told(recentKey(), { pin, code: codeOf(1000 + ahead) })).toMatchObject({
        reason: ahead > 720 ? "wrong-code" : "next-code-wanted",
        diagnosis: { pin: "right", offsetSteps: ahead, hypothesis: null },
      });
    }
    for (const ahead of [-721, 724]) {
      const { diagnosis } = told(recentKey(), { pin, code: codeOf(1000 + ahead) });
      expect(diagnosis).toMatchObject({ offsetSteps: null });
    }
  });

  test.each([
    ["a wrong PIN and a right code", { pin: "0000", code: codeOf(1000) }, "wrong-pin", "wrong", 0],
    ["a code without a PIN", { pin: null, code: codeOf(1000) }, "pin-missing", "absent", 0],
    ["both wrong", { pin: "0000", code: "000000" }, "wrong-code", "wrong", null],
    ["a wrong code", { pin, code: "000000" }, "wrong-code", "right", null],
  ] as const)("tells of %s", (_what, passcode, reason, pinIs, offsetSteps) => {
    const found = told(recentKey(), passcode);
    expect(found).toMatchObject({ reason, diagnosis: { pin: pinIs, offsetSteps } });
    expect(found.decision).toEqual({ kind: "refused", reason });
  });

  test("tells of a spent code, also of a locked key: staff see why, the answer does not", () => {
    const { next } = present(recentKey(), 1000, { pin, code: codeOf(1000) });
    expect(told(next, { pin, code: codeOf(1000) })).toMatchObject({ reason: "spent-code" });
    const block = { since: momentOf(999), milliseconds: 86_400_000 };
    const strangers = { guesses: 0, wrongPins: 10, block };
    const locked = { ...recentKey(), failures: { strangers, devices: [] } };
    for (const [code, offsetSteps] of [
      [codeOf(1000), 0],
      ["000000", null],
    ] as const) {
      expect(told(locked, { pin, code })).toMatchObject({
        decision: { kind: "refused", reason: "blocked" },
        diagnosis: { pin: "right", offsetSteps },
      });
    }
  });

  test("tells the step nearest to the believed one when several show the code", () => {
    const { earlier, later } = twoStepsWithOneCode();
    const record = { ...recentKey(), clock: null };
    for (const [server, offsetSteps] of [
      [earlier, 0],
      [later, 0],
      [later + 7, -7],
      [earlier - 7, 7],
    ] as const) {
      const [event] = present(record, server, { pin, code: codeOf(later) }).events;
      expect(event?.diagnosis).toMatchObject({ offsetSteps });
    }
  });

  test("says how the key may have been made instead, only when its code was not found", () => {
    const parameters = { ...recentKey().parameters, algorithm: "SHA-256" as const };
    const code = independentCode(rfcSeed("SHA-1"), 1000, parameters);
    expect(told(recentKey(), { pin, code })).toMatchObject({
      diagnosis: { offsetSteps: null, hypothesis: { algorithm: "SHA-256", periodSeconds: 60 } },
    });
    const halves = codeOf(2000);
    const step = codesInScan().has(halves) ? null : { algorithm: "SHA-1", periodSeconds: 30 };
    expect(told(recentKey(), { pin, code: halves }).diagnosis?.hypothesis).toEqual(step);
  });

  test("holds neither PIN nor code, and reaches no decision", () => {
    const suspended = actOnKey(
      recentKey(),
      { kind: "suspend" },
      { actor: "s", now: contextIn(999).now },
    );
    for (const record of [recentKey(), keyAssigned(), suspended.next]) {
      for (const passcode of [
        { pin, code: codeOf(1000) },
        { pin: "83502", code: "731946" },
      ]) {
        const { decision, events } = present(record, 1000, passcode);
        const text = JSON.stringify(events) + JSON.stringify(decision);
        // Hashes of the chain are hexadecimal and may hold any digits.
        const plain = text.replace(/[0-9a-f]{64}/g, "");
        expect(plain).not.toContain(passcode.code);
        expect(plain).not.toContain(passcode.pin);
        const shape = decision.kind === "refused" ? ["kind", "reason"] : Object.keys(decision);
        expect(Object.keys(decision)).toEqual(shape);
      }
    }
  });

  test("has the same fields for what is no code at all", () => {
    const [event] = present(recentKey(), 1000, { pin, code: "12" }).events;
    expect(Object.keys(event?.diagnosis ?? {})).toEqual(["pin", "offsetSteps", "hypothesis"]);
  });
});

/** The codes that an attempt in step 1000 computes for this key. */
function codesInScan(): ReadonlySet<string> {
  return new Set(Array.from({ length: 1444 }, (_, index) => codeOf(1000 - 720 + index)));
}

/** The first two steps less than 720 apart that show one code. */
function twoStepsWithOneCode(): { readonly earlier: number; readonly later: number } {
  const seen = new Map<string, number>();
  for (let step = 2000; ; step += 1) {
    const code = codeOf(step);
    const earlier = seen.get(code);
    if (earlier !== undefined && step - earlier < 720) return { earlier, later: step };
    seen.set(code, step);
  }
}
