import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quickPolicy } from "../../../../test/support/commission.ts";
import {
  counterCode,
  counterContext,
  counterKeyAssigned,
  counterKeyConfirming,
  counterKeyInService,
  counterKeyInStock,
  presentCounter,
} from "../../../../test/support/counter-holder.ts";
import { rfc4226Vectors } from "../../../../test/support/rfc-vectors.ts";
import { unixMilliseconds } from "../base/units.ts";
import { actOnKey } from "../key/help-desk.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { decodeRecord, encodeRecord } from "../key/stored-record.ts";

const wanted = { kind: "refused", reason: "next-code-wanted" };
const { acceptSteps } = quickPolicy.windows["in-service"];
/** Fewer codes for each attempt, where there are many. */
const smallPolicy = { ...quickPolicy, scanSteps: 60 };

/** In service, with the codes up to 101 spent: the key shows that of 102 next. */
const inService = counterKeyInService(100);

function accepted(step: number) {
  return { kind: "accepted", step, commissioned: false };
}

/** Returns the key after the code of each counter with a wrong PIN. */
function afterWrongPins(record: KeyRecord, counters: readonly number[]): KeyRecord {
  return counters.reduce(
    (key, counter) => presentCounter(key, counter, { pin: "9999" }).next,
    record,
  );
}

describe("the life of a counter key", () => {
  test("takes RFC 4226's codes in their order, each of them once", () => {
    const [first, second, ...others] = rfc4226Vectors;
    expect([first?.code, second?.code]).toEqual([counterCode(0), counterCode(1)]);
    let record = counterKeyInService(0);
    for (const { step, code } of others) {
      const { decision, next, events } = presentCounter(record, code);
      expect(decision).toEqual(accepted(step));
      expect(events).toMatchObject([{ kind: "accepted", step }]);
      record = next;
      expect(presentCounter(record, code).decision).toMatchObject({ reason: "spent-code" });
    }
    expect(record).toMatchObject({ lastStep: 9, counter: { next: 10 } });
  });

  test("leads from the stock into service by the same four steps", () => {
    expect(counterKeyInStock(7)).toMatchObject({
      parameters: { movingFactor: "counter", algorithm: "SHA-1", digits: 6 },
      counter: { next: 7 },
      clock: null,
      lastStep: null,
    });
    const begun = presentCounter(counterKeyAssigned(7), 7, { pin: null });
    expect(begun.decision).toMatchObject({ kind: "choose-pin", step: 7 });
    const confirming = counterKeyConfirming(7);
    expect(confirming).toMatchObject({ state: { kind: "confirming-pin" }, lastStep: 7 });
    // The code with which it began is spent: the button must be pressed again.
    expect(presentCounter(confirming, 7).decision).toMatchObject({ reason: "spent-code" });
    const confirmed = presentCounter(confirming, 8);
    expect(confirmed.decision).toEqual({ ...accepted(8), commissioned: true });
    expect(confirmed.next).toMatchObject({ state: { kind: "in-service" }, counter: { next: 9 } });
  });

  test("takes a first code after up to 22 presses in the stock at once, and by two codes after more", () => {
    for (const [presses, kind] of [
      [22, "choose-pin"],
      [23, "refused"],
    ] as const) {
      const { decision } = presentCounter(counterKeyAssigned(7), 7 + presses, { pin: null });
      expect([presses, decision.kind]).toEqual([presses, kind]);
    }
    const first = presentCounter(counterKeyAssigned(7), 900, { pin: null });
    expect(first.decision).toEqual(wanted);
    expect(presentCounter(first.next, 901, { pin: null }).decision).toMatchObject({ step: 901 });
  });

  test("is suspended, resumed, blocked and lost as any key; no act moves its counter", () => {
    const by = { actor: "staff:test", now: counterContext().now };
    const suspended = actOnKey(inService, { kind: "suspend" }, by).next;
    const spent = presentCounter(suspended, 102);
    expect(spent.decision).toMatchObject({ reason: "out-of-service" });
    const resumed = actOnKey(spent.next, { kind: "resume" }, by).next;
    expect(resumed).toMatchObject({ lastStep: 102, counter: { next: 102 } });
    expect(presentCounter(resumed, 102).decision).toMatchObject({ reason: "spent-code" });
    expect(presentCounter(resumed, 103).decision).toEqual(accepted(103));
    const other = actOnKey(
      actOnKey(resumed, { kind: "lose" }, by).next,
      { kind: "assign", holder: "eve" },
      by,
    );
    expect(other.next).toMatchObject({ lastStep: 102, counter: { next: 102 } });
  });

  test("knows no time: decides alike at any moment, whether the server's clock is trusted or not", () => {
    const anyMoment = fc.nat(2 ** 50).map(unixMilliseconds);
    fc.assert(
      fc.property(anyMoment, fc.boolean(), fc.nat(12), (now, clockTrusted, ahead) => {
        const context = { now, clockTrusted, policy: smallPolicy };
        const { decision, next, clockShift } = presentCounter(inService, 102 + ahead, { context });
        expect(decision).toEqual(ahead < acceptSteps ? accepted(102 + ahead) : wanted);
        expect(next).toMatchObject({ clock: null, provisional: null });
        expect(clockShift).toBeNull();
      }),
    );
  });
});

describe("the windows of a counter key", () => {
  test.each([0, 1, 4])("let it in at once after %i presses that nobody saw", (presses) => {
    expect(presentCounter(inService, 102 + presses).decision).toEqual(accepted(102 + presses));
  });

  test.each([5, 6, 100, 720, 1408])("ask for the next code after %i presses", (presses) => {
    const far = presentCounter(inService, 102 + presses);
    expect(far.decision).toEqual(wanted);
    // What is asked for is no failure, spends nothing, and leaves the windows where they are.
    expect(far.next).toMatchObject({ failures: inService.failures, lastStep: 101 });
    expect(far.next.counter).toEqual(inService.counter);
    const second = presentCounter(far.next, 103 + presses);
    expect(second.decision).toEqual(accepted(103 + presses));
    expect(second.next).toMatchObject({
      lastStep: 103 + presses,
      counter: { next: 104 + presses },
    });
    expect(presentCounter(second.next, 102 + presses).decision).toMatchObject({ kind: "refused" });
  });

  test("reach no further than 1408 presses", () => {
    expect(presentCounter(inService, 102 + 1409).decision).toMatchObject({ reason: "wrong-code" });
  });

  test("are as wide near counter 0", () => {
    const young = counterKeyInService(0);
    expect(presentCounter(young, 2 + 1408).decision).toEqual(wanted);
    expect(presentCounter(young, 6).decision).toEqual(accepted(6));
  });

  test("never lie behind: what was passed over is spent", () => {
    const { next } = presentCounter(inService, 105);
    for (const counter of [102, 103, 104, 105, 80]) {
      expect(presentCounter(next, counter).decision).toMatchObject({ reason: "spent-code" });
    }
  });
});

describe("a next code of a counter key", () => {
  const far = presentCounter(inService, 500, { client: { flow: "a".repeat(64) } }).next;

  test.each([501, 502, 503])("may be that of %i after 500", (counter) => {
    expect(presentCounter(far, counter, { client: { flow: "a".repeat(64) } }).decision).toEqual(
      accepted(counter),
    );
  });

  test("is no later one, no earlier one and not the same one", () => {
    for (const counter of [504, 499, 498, 500]) {
      const { decision } = presentCounter(far, counter, { client: { flow: "a".repeat(64) } });
      expect([counter, decision.kind]).toEqual([counter, "refused"]);
    }
  });

  test("must come from the same client, within five minutes", () => {
    const other = presentCounter(far, 501, { client: { flow: "b".repeat(64) } });
    expect(other.decision).toEqual(wanted);
    const late = presentCounter(far, 501, { at: 300, client: { flow: "a".repeat(64) } });
    expect(late.decision).toEqual(wanted);
    const early = presentCounter(far, 501, { at: 299, client: { flow: "a".repeat(64) } });
    expect(early.decision).toEqual(accepted(501));
  });

  test("completes no row whose first code came with a wrong PIN, and shows whose PINs are wrong", () => {
    const first = presentCounter(inService, 500, { pin: "9999" });
    expect(first.decision).toMatchObject({ reason: "wrong-code" });
    expect(first.next).toMatchObject({ lastStep: 101, failures: { strangers: { guesses: 1 } } });
    expect(presentCounter(first.next, 501).decision).toEqual(wanted);
    const second = presentCounter(first.next, 501, { pin: "8888" });
    expect(second.decision).toMatchObject({ reason: "wrong-pin" });
    // The first one was a wrong PIN of somebody with the key, and so will the second turn out to be.
    expect(second.next.failures.strangers).toMatchObject({ guesses: 1, wrongPins: 1 });
    const third = presentCounter(second.next, 502, { pin: "7777" });
    expect(third.next.failures.strangers).toMatchObject({ guesses: 1, wrongPins: 2 });
    expect(second.next.lastStep).toBe(101);
  });
});

describe("burning a code of a counter key", () => {
  test("a code that passes at once is spent by a wrong PIN, and all before it", () => {
    const { decision, next } = presentCounter(inService, 104, { pin: "9999" });
    expect(decision).toMatchObject({ reason: "wrong-pin" });
    expect(next.lastStep).toBe(104);
    for (const counter of [102, 103, 104]) {
      expect(presentCounter(next, counter).decision).toMatchObject({ reason: "spent-code" });
    }
    expect(presentCounter(next, 105).decision).toEqual(accepted(105));
  });

  test("never moves the windows: whatever fails, spent are the next five at most", () => {
    const burnt = afterWrongPins(inService, [106, 106]);
    expect(burnt).toMatchObject({ lastStep: 106, counter: { next: 102 } });
    // The holder presses on, and the sixth code and the seventh let them in.
    const sixth = presentCounter(burnt, 107, { at: 3600 });
    expect(sixth.decision).toEqual(wanted);
    expect(presentCounter(sixth.next, 108, { at: 3600 }).decision).toEqual(accepted(108));
  });

  test("no strangers can push it ahead of its key, in whatever state and however many they are", () => {
    const by = { actor: "staff:test", now: counterContext().now };
    const kinds = ["in-service", "suspended", "blocked"] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.array(fc.nat(40), { maxLength: 40 }),
        (kind, hits) => {
          const blocked = afterWrongPins(inService, [102, 103, 104]);
          const start = {
            "in-service": inService,
            suspended: actOnKey(inService, { kind: "suspend" }, by).next,
            blocked,
          }[kind];
          // Each hit is a guess that met the code of a counter: strangers have nothing else.
          const pushed = hits.reduce(
            (key, ahead) =>
              presentCounter(key, (key.lastStep ?? 0) + 1 + ahead, {
                pin: "9999",
                context: { policy: smallPolicy },
              }).next,
            start,
          );
          expect(pushed.lastStep).toBeLessThan(102 + acceptSteps);
          expect(pushed.counter).toEqual(inService.counter);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("the stored record of a counter key", () => {
  test("says its moving factor and its counter, and is read as it was written", () => {
    const text = encodeRecord(inService);
    expect(JSON.parse(text)).toMatchObject({
      parameters: { movingFactor: "counter", algorithm: "SHA-1", digits: 6 },
      counter: { next: 102, since: counterContext().now },
    });
    expect(decodeRecord(text)).toEqual(inService);
  });

  test.each([
    ["no counter", { counter: undefined }],
    ["a counter that is none", { counter: { next: -1, since: 0 } }],
    ["a counter without its moment", { counter: { next: 1 } }],
    ["another moving factor", { parameters: { ...inService.parameters, movingFactor: "time" } }],
    [
      "a counter and a period",
      { parameters: { algorithm: "SHA-1", digits: 6, periodSeconds: 60, t0Seconds: 0 } },
    ],
  ])("is not read with %s", (_what, changes) => {
    const text = JSON.stringify({ ...inService, ...changes });
    expect(() => decodeRecord(text)).toThrow(/Cannot read a stored key/);
  });
});
