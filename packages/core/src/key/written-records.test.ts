import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyAuditEvent } from "../../../../test/arbitraries/audit-event.ts";
import { anyKeyRecord } from "../../../../test/arbitraries/key-record.ts";
import { anySoundRecord, soundPin } from "../../../../test/arbitraries/sound-record.ts";
import { testKeyring } from "../../../../test/support/keyring.ts";
import { authenticate } from "../attempt/authenticate.ts";
import { resynchronise } from "../attempt/resynchronise.ts";
import { holderIdentifier } from "../base/identifier.ts";
import { timeStep, unixMilliseconds } from "../base/units.ts";
import { codeAt } from "../codes/code.ts";
import { hashPin } from "../pin/pin-verifier.ts";
import { actOnKey, type HelpDeskAct } from "./help-desk.ts";
import type { KeyRecord } from "./key-record.ts";
import { outcome } from "./outcome.ts";
import { defaultPolicy } from "./policy.ts";
import { decodeRecord, encodeRecord, recordCountMax } from "./stored-record.ts";

// Goal: what is written can be read (fault 11). Method: whatever record goes in, what any function of
// core gives back for storing encodes and decodes to itself, or the function refuses with RangeError.

const now = unixMilliseconds(1_800_000_000_000);
const by = { actor: "staff:anne", now, keyring: testKeyring };
const context = { now, policy: defaultPolicy, keyring: testKeyring, clockTrusted: true };

function expectReadable(record: KeyRecord): void {
  expect(decodeRecord(encodeRecord(record))).toEqual(record);
}

describe("records that core gives back", () => {
  test("can be read again after every act, whatever holder is given", () => {
    const kinds = ["clear-pin", "unlock", "suspend", "resume", "lose", "retire"] as const;
    const anyAct: fc.Arbitrary<HelpDeskAct> = fc.oneof(
      fc.constantFrom(...kinds).map((kind): HelpDeskAct => ({ kind })),
      fc
        .string({ unit: "binary", maxLength: 200 })
        .map((holder): HelpDeskAct => ({ kind: "assign", holder })),
    );
    fc.assert(
      fc.property(anyKeyRecord, anyAct, (record, act) => {
        const isNobody = act.kind === "assign" && holderIdentifier(act.holder) !== act.holder;
        if (isNobody) expect(() => actOnKey(record, act, by)).toThrow(RangeError);
        else expectReadable(actOnKey(record, act, by).next);
      }),
      { numRuns: 300 },
    );
  });

  test.each(["", "a".repeat(129), "a b", "A", "\u0000", "\ud800"])(
    "are refused for the holder %j",
    (holder) => {
      fc.assert(
        fc.property(anyKeyRecord, (record) => {
          const assign = () => actOnKey(record, { kind: "assign", holder }, by);
          expect(assign).toThrow(RangeError);
        }),
        { numRuns: 5 },
      );
    },
  );

  test("can be read again after every attempt and resynchronisation", () => {
    fc.assert(
      fc.property(anySoundRecord, fc.integer({ min: -5, max: 5 }), ({ record, seed }, ahead) => {
        const here = record.counter?.next ?? Math.floor(now / 60_000);
        const step = timeStep(Math.max(0, here + ahead));
        const code = (at: number) => codeAt(seed, timeStep(at), record.parameters);
        const salt = new Uint8Array(16);
        const pinDigest = hashPin({ pin: soundPin, salt, cost: { logN: 1, r: 1, p: 1 } });
        const attempt = {
          passcode: { pin: soundPin, code: code(step) },
          ...{ pinDigest, transaction: "ab".repeat(32) },
        };
        expectReadable(authenticate(record, attempt, context).next);
        const codes = { first: code(step), second: code(step + 1) };
        expectReadable(resynchronise(record, codes, { ...context, actor: "staff:anne" }).next);
      }),
      { numRuns: 60 },
    );
  });

  test("are refused at the limits of numbers and for actors that no trail could hold", () => {
    fc.assert(
      fc.property(anyKeyRecord, anyAuditEvent, (record, event) => {
        const full = { ...record, audit: { ...record.audit, count: recordCountMax } };
        expect(() => outcome(null, full, event)).toThrow(RangeError);
        for (const actor of ["", "a".repeat(201), "a\u0000", "\ud800"]) {
          expect(() => outcome(null, record, { ...event, actor })).toThrow(RangeError);
        }
      }),
      { numRuns: 20 },
    );
  });
});
