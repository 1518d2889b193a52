import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyAssigned,
  keyConfirmingPin,
  keyInService,
  present,
} from "../../../../test/support/commission.ts";
import { keyAsked, momentOf, presentAt, unsureKey } from "../../../../test/support/unsure-key.ts";
import { timeStep } from "../base/units.ts";
import { emptyLane } from "../key/failures.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { makePinVerifier } from "../pin/pin-verifier.ts";

const pin = "4071";
const device = "d".repeat(64);

function failed(record: KeyRecord, guesses: number, wrongPins: number): KeyRecord {
  const strangers = { ...emptyLane, guesses, wrongPins };
  return { ...record, failures: { strangers, devices: [] } };
}

/** The key before its first use, which wants an activation code that nobody knows. */
function activated(): KeyRecord {
  const { keyring, policy } = contextIn(100);
  const bytes = { salt: new Uint8Array(16), nonce: new Uint8Array(24) };
  const made = { ...bytes, cost: policy.pinHashCost, digest: new Uint8Array(32) };
  const activation = makePinVerifier(keyring, keyAssigned().serial, made);
  return { ...keyAssigned(), firstUse: { expiresAt: null, activation } };
}

// docs/reference/policy.md: a guess is held to meet a code by chance as often as codes count, those that
// pass at once and three after each of sixteen waits.
describe("right codes with a wrong PIN, among 300,000 guesses", () => {
  test.each<[string, KeyRecord, number]>([
    ["35 in service, where 5 codes pass at once", keyInService(), 35],
    ["44 at a first use, where 23 do", activated(), 44],
  ])("block nobody while they are as many as guesses are likely to meet: %s", (_, record, hits) => {
    const blockAfter = (wrongPins: number) =>
      present(failed(record, 300_000, wrongPins - 1), 200, { pin: "0000", code: codeOf(200) }).next
        .failures.strangers.block?.milliseconds ?? 0;
    // The third beyond them is the first to wait.
    expect([blockAfter(hits + 2), blockAfter(hits + 3)]).toEqual([0, 1000]);
  });
});

describe("the record after a log-in", () => {
  test("keeps the PIN that was confirmed, and no wait and no failure of its client", () => {
    const record = { ...failed(keyConfirmingPin(), 0, 2), asked: keyAsked().asked };
    const { next } = present(record, 101, { pin, code: codeOf(101) });
    const { state } = keyConfirmingPin();
    expect(next.state).toEqual({ kind: "in-service", pin: "pin" in state && state.pin });
    expect(next).toMatchObject({ asked: [], failures: { strangers: emptyLane } });
  });

  test("refunds the device that logged in, and no other one", () => {
    const lane = { ...emptyLane, wrongPins: 2 };
    const devices = [
      { ...lane, id: device },
      { ...lane, id: "e".repeat(64) },
    ];
    const record = { ...keyInService(), failures: { strangers: emptyLane, devices } };
    const { next } = present(record, 102, { pin, code: codeOf(102) }, { device });
    expect(next.failures.devices).toEqual([devices[1]]);
  });
});

describe("what a log-in teaches of the key's clock", () => {
  const widthAfter = ({ clock }: KeyRecord) =>
    clock === null ? null : clock.offset.max - clock.offset.min;

  test("comes from both codes of a row", () => {
    const asked = presentAt(unsureKey(), momentOf(1000, 29), { code: codeOf(1040) }).next;
    const { decision, next } = presentAt(asked, momentOf(1001, -29), { code: codeOf(1041) });
    expect(decision).toMatchObject({ kind: "accepted", step: 1041 });
    // One code leaves 90 s. Of these the first came late in its step and the second one early.
    expect(widthAfter(next)).toBeGreaterThan(32_000);
    expect(widthAfter(next)).toBeLessThan(32_100);
  });

  test("is nothing when two steps that the key can have shown have one code", () => {
    const [early, late] = [153_567, 153_569];
    expect(codeOf(early)).toBe(codeOf(late));
    const begun = { flow: null, at: momentOf(early - 1), codes: 1, proved: "pin", tries: 0 };
    const asked = [{ ...begun, steps: [timeStep(early - 1)] }] as KeyRecord["asked"];
    for (const waits of [[], asked]) {
      const record = { ...keyInService(), asked: waits };
      const { decision, next } = present(record, late - 1, { pin, code: codeOf(late) });
      expect(decision).toMatchObject({ kind: "accepted", step: late });
      expect(next.clock).toEqual(record.clock);
    }
    const { next } = present(keyInService(), late, { pin, code: codeOf(late + 1) });
    expect(next.clock).not.toEqual(keyInService().clock);
  });
});

describe("the record after a first code", () => {
  test("begins the commissioning in its time, keeps guesses, and forgets wrong PINs and devices", () => {
    const lane = { ...emptyLane, wrongPins: 2 };
    const { failures } = failed(keyAssigned(), 3, 2);
    const record = {
      ...keyAssigned(),
      failures: { ...failures, devices: [{ ...lane, id: device }] },
    };
    const { next } = present(record, 100, { pin: null, code: codeOf(100) });
    const { now, policy } = contextIn(100);
    expect(next.state).toMatchObject({
      kind: "choosing-pin",
      firstStep: 100,
      term: { since: now, milliseconds: policy.commissioningMilliseconds },
    });
    expect(next.failures).toEqual({ strangers: { ...emptyLane, guesses: 3 }, devices: [] });
  });
});

describe("the record after a refusal", () => {
  test("counts in the lane of the device that failed", () => {
    const { next } = present(keyInService(), 102, { pin, code: "000000" }, { device });
    expect(next.failures).toEqual({
      strangers: emptyLane,
      devices: [{ ...emptyLane, id: device, guesses: 1 }],
    });
  });

  test("holds a code that was sent twice for one try, and another one for a second", () => {
    const again = presentAt(keyAsked(1040), momentOf(1000, 10), { code: codeOf(1040) });
    expect(again.next.asked).toMatchObject([{ steps: [1040], tries: 0 }]);
    const other = presentAt(keyAsked(1040), momentOf(1000, 10), { code: "000000" });
    expect(other.next.asked).toMatchObject([{ steps: [1040], tries: 1 }]);
  });

  const triesAfter = (pinGiven: string | null, record = keyAsked(1040)) =>
    presentAt(record, momentOf(1000, 10), { pin: pinGiven, code: "000000" }).next.asked[0]?.tries;

  test("holds no code for a try that came without what the wait wants", () => {
    expect([triesAfter(pin), triesAfter("0000"), triesAfter(null)]).toEqual([1, 0, 0]);
    const code = codeOf(1040);
    const { next } = presentAt(keyAssigned(), momentOf(1000), { pin: null, code });
    // Before its first use the digits alone are all that is wanted.
    expect([triesAfter(null, next), triesAfter(pin, next)]).toEqual([1, 0]);
  });

  test("holds the code that goes on with a row for no try, and keeps one wait for the row", () => {
    const strangers = { ...emptyLane, guesses: 100 };
    const record: KeyRecord = { ...unsureKey(), failures: { strangers, devices: [] } };
    // The last steps that ask, and the next codes behind them.
    const first = presentAt(record, momentOf(1000, -29), { code: codeOf(1720) }).next;
    const second = presentAt(first, momentOf(1000, 20), { code: codeOf(1721) }).next;
    expect(second.asked).toMatchObject([{ steps: [1721], codes: 2, tries: 0, proved: "pin" }]);
    const third = presentAt(second, momentOf(1001, 20), { code: codeOf(1722) });
    expect(third.decision).toMatchObject({ kind: "accepted", step: 1722 });
  });

  test("begins a wait that is its client's with the right PIN, and nobody's without", () => {
    const flow = "ab".repeat(32);
    const waitOf = (given: string) =>
      presentAt(unsureKey(), momentOf(1000), { pin: given, code: codeOf(1040) }, {}, { flow }).next
        .asked;
    expect(waitOf(pin)).toMatchObject([{ flow, proved: "pin", codes: 1, tries: 0 }]);
    expect(waitOf("0000")).toMatchObject([{ flow: null, proved: "nothing", codes: 1, tries: 0 }]);
  });
});
