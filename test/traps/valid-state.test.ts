import {
  type Attempt,
  actOnKey,
  authenticate,
  type Context,
  choosePin,
  clockOf,
  codeAt,
  decodeRecord,
  encodeRecord,
  type HelpDeskAct,
  hashPin,
  type KeyRecord,
  nextCodeAt,
  type Outcome,
  openFirstUse,
  pinQuestion,
  resynchronise,
  stepAt,
  timeStep,
  transactionHash,
} from "@jeton/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyMoment } from "../arbitraries/moment.ts";
import { anyPolicy } from "../arbitraries/policy.ts";
import { anySoundRecord, type SoundRecord, soundPin } from "../arbitraries/sound-record.ts";
import { frozen } from "../support/frozen.ts";
import { testKeyring } from "../support/keyring.ts";

// Goal: whatever a store may hold, whatever is typed and whatever the server's clock says, there is
// an answer, and what it leaves can be stored and read again. Method: records with every
// combination of fields that decodeRecord() lets pass, at any moment up to 2^53-1 ms.

type Drawn = SoundRecord & { readonly context: Context; readonly attempt: Attempt };

const anyTyped = fc.record({
  pin: fc.constantFrom(null, soundPin, "0000"),
  code: fc.oneof(fc.constantFrom(null, null, "", "000000"), fc.string({ maxLength: 12 })),
  ahead: fc.integer({ min: -3, max: 3 }),
});

const anyDrawn: fc.Arbitrary<Drawn> = fc
  .tuple(anySoundRecord, anyMoment, anyPolicy, fc.boolean(), anyTyped)
  .map(([{ record, seed }, now, policy, clockTrusted, typed]) => {
    const context = { now, policy, keyring: testKeyring, clockTrusted };
    const code = typed.code ?? shownCode(record, seed, now, typed.ahead);
    const passcode = { pin: typed.pin, code };
    const pinDigest = hashPin(pinQuestion(record, passcode, context));
    const transaction = transactionHash(new Uint8Array(16));
    return { record: frozen(record), seed, context, attempt: { passcode, pinDigest, transaction } };
  });

function shownCode(record: KeyRecord, seed: Uint8Array, now: Context["now"], ahead: number) {
  const clock = clockOf(record.parameters);
  const here = clock === null ? (record.counter?.next ?? 0) : (stepAt(now, clock) ?? 0);
  const asked = record.asked.at(-1)?.steps[0];
  const last = Number.MAX_SAFE_INTEGER;
  const step = Math.min(last, Math.max(0, (asked ?? here) + ahead));
  return codeAt(seed, timeStep(step), record.parameters);
}

function expectStorable({ next }: Outcome<unknown>): void {
  expect(decodeRecord(encodeRecord(next))).toEqual(next);
}

const acts: readonly HelpDeskAct[] = [
  { kind: "assign", holder: "jdupont" },
  { kind: "hand-over", firstUse: openFirstUse },
  ...(["clear-pin", "unlock", "suspend", "resume", "lose", "retire"] as const).map((kind) => ({
    kind,
  })),
];

describe("a valid state", () => {
  test("never makes authenticate() throw, and what it leaves can be stored", () => {
    fc.assert(
      fc.property(anyDrawn, ({ record, context, attempt }) => {
        const done = authenticate(record, attempt, context);
        expectStorable(done);
        expect(done.next.lastStep ?? -1).toBeGreaterThanOrEqual(record.lastStep ?? -1);
      }),
      { numRuns: 1000 },
    );
  });

  test("never makes resynchronise(), choosePin(), actOnKey() or nextCodeAt() throw", () => {
    fc.assert(
      fc.property(anyDrawn, ({ record, context, attempt }) => {
        const { code } = attempt.passcode;
        const by = { ...context, actor: "staff:test" };
        expectStorable(resynchronise(record, { first: code, second: code }, by));
        const bytes = { salt: new Uint8Array(16), nonce: new Uint8Array(24) };
        const choice = { ...bytes, transactionId: new Uint8Array(16), digest: new Uint8Array(32) };
        expectStorable(choosePin(record, choice, context));
        for (const act of acts) expectStorable(actOnKey(record, act, by));
        nextCodeAt(record, context.now, context.policy);
      }),
      { numRuns: 300 },
    );
  });
});
