import { describe, expect, test } from "vitest";
import {
  contextIn,
  keyChoosingPin,
  keyConfirmingPin,
  keyInService,
  quickPolicy,
} from "../../../../test/support/commission.ts";
import { keyAsked, momentOf } from "../../../../test/support/unsure-key.ts";
import { termEnd } from "../base/term.ts";
import { momentAfter, unixMilliseconds } from "../base/units.ts";
import { firstCounter } from "../clock/counter-belief.ts";
import { codeParameters } from "../codes/code-parameters.ts";
import { counterParameters } from "../codes/counter-parameters.ts";
import { emptyLane } from "./failures.ts";
import type { KeyRecord } from "./key-record.ts";
import { settle, settleAsked } from "./settle.ts";

const { now } = contextIn(200);
const block = { since: now, milliseconds: 900_000 };

/** A key whose strangers and one of whose two devices are blocked. */
const blocked: KeyRecord = {
  ...keyInService(),
  failures: {
    strangers: { ...emptyLane, wrongPins: 10, block },
    devices: [
      { ...emptyLane, id: "a", wrongPins: 10, block },
      { ...emptyLane, id: "b", guesses: 1 },
    ],
  },
};

/** What blocks strangers, the first device and the second one at a moment. */
function blocksAt(record: KeyRecord, milliseconds: number) {
  const { strangers, devices } = settle(record, momentAfter(now, milliseconds)).failures;
  return [strangers, ...devices].map((lane) => lane.block);
}

describe("settle()", () => {
  test("ends each lane's block in its own time, to the millisecond, and no count", () => {
    expect(blocksAt(blocked, 899_999)).toEqual([block, block, null]);
    expect(blocksAt(blocked, 900_000)).toEqual([null, null, null]);
    const { failures } = settle(blocked, momentAfter(now, 900_000));
    expect([failures.strangers, ...failures.devices]).toMatchObject([
      { wrongPins: 10 },
      { id: "a", wrongPins: 10 },
      { id: "b", guesses: 1 },
    ]);
  });

  test("ends a device's block where strangers have none", () => {
    const alone = { ...blocked, failures: { ...blocked.failures, strangers: emptyLane } };
    expect(blocksAt(alone, 900_000)).toEqual([null, null, null]);
  });

  test("ends a block of strangers where no device failed", () => {
    const alone = { ...blocked, failures: { ...blocked.failures, devices: [] } };
    expect(blocksAt(alone, 900_000)).toEqual([null]);
  });

  test("lets a block that seems to begin in the future begin now", () => {
    const begun = { ...block, since: momentAfter(now, -60_000) };
    expect(blocksAt(blocked, -60_000)).toEqual([begun, begun, null]);
  });

  test("ends a commissioning in its own time, with its waits", () => {
    for (const pending of [keyChoosingPin(), keyConfirmingPin()]) {
      const { state } = pending;
      if (!("term" in state)) throw new Error("expected a commissioning");
      const record: KeyRecord = { ...pending, asked: keyAsked().asked };
      const end = termEnd(state.term);
      expect(settle(record, unixMilliseconds(end - 1))).toBe(record);
      expect(settle(record, end)).toMatchObject({ state: { kind: "assigned" }, asked: [] });
      const ahead = settle(record, unixMilliseconds(state.term.since - 5000)).state;
      const since = state.term.since - 5000;
      expect(ahead).toEqual({ ...state, term: { ...state.term, since } });
    }
  });

  test("is the very record where nothing ends", () => {
    for (const record of [keyInService(), keyChoosingPin(), blocked]) {
      const at = record === blocked ? now : contextIn(102).now;
      expect(settle(record, at)).toBe(record);
    }
  });
});

describe("settleAsked()", () => {
  const asked = keyAsked(1040, momentOf(1000));
  const at = (seconds: number, record: KeyRecord = asked) =>
    settleAsked(record, momentOf(1000, seconds), quickPolicy.clock);

  test("lets a wait end five periods after its code, or before it by a clock that went back", () => {
    expect(at(299.999)).toBe(asked);
    expect(at(-299.999)).toBe(asked);
    expect(at(300).asked).toEqual([]);
    expect(at(-300).asked).toEqual([]);
  });

  test("gives the third code of a slow clock its time where the delay outlasts a period", () => {
    const clock = { ...quickPolicy.clock, entryDelayMilliseconds: 100_000 };
    const isKept = (seconds: number) =>
      settleAsked(asked, momentOf(1000, seconds), clock).asked.length === 1;
    // Four periods of 60 s, 200 ppm of them, and the delay.
    expect([340.047, 340.048].map(isKept)).toEqual([true, false]);
  });

  test("goes by the key's own period, and by a minute for a key with a button", () => {
    const isKept = (record: KeyRecord, seconds: number) => at(seconds, record).asked.length === 1;
    const quick = { ...asked, parameters: codeParameters({ periodSeconds: 30 }) };
    // Four periods and a delay as long as one of them.
    expect([150, 150.024].map((seconds) => isKept(quick, seconds))).toEqual([true, false]);
    const counter = firstCounter(1041, momentOf(1000));
    const pressed = { ...asked, parameters: counterParameters(), counter, clock: null };
    expect([299.999, 300].map((seconds) => isKept(pressed, seconds))).toEqual([true, false]);
  });

  test("ends the waits from before a floor, and from the minute by which clocks differ", () => {
    const keptUnder = (milliseconds: number) => {
      const floor = { at: momentAfter(momentOf(1000), milliseconds), mark: 1 };
      return at(1, { ...asked, floor }).asked.length;
    };
    expect([0, -59_999, -60_000, -120_000].map(keptUnder)).toEqual([0, 0, 1, 1]);
  });

  test("keeps the waits that go on", () => {
    const [wait] = asked.asked;
    if (wait === undefined) throw new Error("expected a wait");
    const later = { ...wait, at: momentOf(1003) };
    expect(at(300, { ...asked, asked: [wait, later] }).asked).toEqual([later]);
  });
});
