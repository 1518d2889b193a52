import { describe, expect, test } from "vitest";
import { keyInService } from "../../../../test/support/commission.ts";
import { damaged, nameFor, pathsOf } from "../../../../test/support/damaged-field.ts";
import { testKeyring } from "../../../../test/support/keyring.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { unixMilliseconds } from "../base/units.ts";
import { firstCounter } from "../clock/counter-belief.ts";
import { counterParameters } from "../codes/counter-parameters.ts";
import { keyedName } from "../seals/keyed-name.ts";
import { decodeRecord, encodeRecord } from "./stored-record.ts";

const now = unixMilliseconds(1_800_000_000_000);
const record = keyInService();
const [hash, salt] = ["ab".repeat(32), "cd".repeat(16)];

const wait = { flow: hash, at: now, steps: [5], codes: 1, proved: "pin", tries: 0 };
const answer = {
  ...{ name: keyedName(testKeyring, "serial", "1"), content: salt, at: now, epoch: 0 },
  decision: { kind: "refused", reason: "wrong-code" },
};
const lane = { guesses: 1, wrongPins: 2, block: { since: now, milliseconds: 5 } };

/** A record with something in every list. */
const full = {
  ...record,
  asked: [wait],
  answered: [answer],
  failures: { strangers: lane, devices: [{ id: hash, ...lane }] },
};

/** Whether a record can be read with these fields in the place of its own. */
function isRead(changed: object): boolean {
  const found = otpErrorOf(() => decodeRecord(JSON.stringify({ ...full, ...changed })));
  return found === null;
}

const withPin = (changed: object) => {
  if (record.state.kind !== "in-service") throw new Error("expected a key in service");
  return { state: { kind: "in-service", pin: { ...record.state.pin, ...changed } } };
};
const withCost = (changed: object) => withPin({ cost: { logN: 1, r: 1, p: 1, ...changed } });
const withLane = (changed: object) => ({
  failures: { ...full.failures, strangers: { ...lane, ...changed } },
});
const withWait = (changed: object) => ({ asked: [{ ...wait, ...changed }] });
const withAnswer = (changed: object) => ({ answered: [{ ...answer, ...changed }] });
const withAudit = (changed: object) => ({ audit: { ...record.audit, ...changed } });
const withCounter = (next: number) => ({
  ...{ parameters: counterParameters(), clock: null },
  counter: { ...firstCounter(0, now), next },
});
const withOffset = (min: number, max: number) => ({
  clock: { version: 1, at: now, offset: { min, max }, rate: { min: 0, max: 0 }, anchors: [] },
});

describe("decodeRecord()", () => {
  test("reads a record with something in every list", () => {
    const read = decodeRecord(JSON.stringify(full));
    expect(read).toEqual(full);
    expect(decodeRecord(encodeRecord(read))).toEqual(read);
  });

  test.each<[string, object, object]>([
    ["epochs below 2^32", { epoch: 2 ** 32 - 1 }, { epoch: 2 ** 32 }],
    ["and those of answers", withAnswer({ epoch: 2 ** 32 - 1 }), withAnswer({ epoch: 2 ** 32 })],
    ["10^12 events", withAudit({ count: 1e12 }), withAudit({ count: 1e12 + 1 })],
    ["10^9 guesses", withLane({ guesses: 1e9 }), withLane({ guesses: 1e9 + 1 })],
    ["10^9 wrong PINs", withLane({ wrongPins: 1e9 }), withLane({ wrongPins: 1e9 + 1 })],
    ["waits of one code or more", withWait({ codes: 1 }), withWait({ codes: 0 })],
    ["waits of 10^9 codes at most", withWait({ codes: 1e9 }), withWait({ codes: 1e9 + 1 })],
    ["10^9 tries of a wait", withWait({ tries: 1e9 }), withWait({ tries: 1e9 + 1 })],
    ["holders of one character", { holder: "a" }, { holder: "" }],
    ["and of 128", { holder: "é".repeat(128) }, { holder: "é".repeat(129) }],
    ["no holder with a control", { holder: "a b" }, { holder: "a\u0000" }],
    ["nor with half a character", { holder: "\u{1f642}" }, { holder: "\ud83d" }],
    ["salts of 16 bytes", withPin({ salt }), withPin({ salt: `${salt}0` })],
    ["and of no fewer", withPin({ salt }), withPin({ salt: salt.slice(1) })],
    ["hashes of 32 bytes", withAudit({ hash }), withAudit({ hash: `0${hash}` })],
    ["and of no more", withAudit({ hash }), withAudit({ hash: `${hash}\n` })],
    ["contents of 16 bytes", withAnswer({ content: salt }), withAnswer({ content: `${salt}0` })],
    ["and of no fewer", withAnswer({ content: salt }), withAnswer({ content: salt.slice(1) })],
    ["costs of 2^24", withCost({ logN: 24 }), withCost({ logN: 25 })],
    ["costs that scrypt takes", withCost({ logN: 1 }), withCost({ logN: 0 })],
    ["64 blocks", withCost({ r: 64 }), withCost({ r: 65 })],
    ["one block", withCost({ r: 1 }), withCost({ r: 0 })],
    ["64 lanes", withCost({ p: 64 }), withCost({ p: 65 })],
    ["one lane", withCost({ p: 1 }), withCost({ p: 0 })],
    ["counters with room behind", withCounter(2 ** 53 - 2 ** 24), withCounter(2 ** 53 - 2 ** 23)],
    ["offsets of either sign", withOffset(-5, -5), withOffset(-5, -6)],
    ["offsets of any size", withOffset(Number.MIN_SAFE_INTEGER, 0), withOffset(-(2 ** 53), 0)],
  ])("reads %s", (_what, right, wrong) => {
    expect([isRead(right), isRead(wrong)]).toEqual([true, false]);
  });

  test("names the field that is wrong, wherever it stands", () => {
    const pending = { transaction: hash, firstStep: 5, term: { since: now, milliseconds: 5 } };
    const { pin } = withPin({}).state;
    const firstUse = { expiresAt: now, activation: pin };
    const { clock } = withOffset(0, 1);
    const anchored = { ...clock, anchors: [{ at: now, offset: clock.offset }] };
    const provisional = { trusted: anchored, since: now, confirmations: 1 };
    const accepted = { kind: "accepted", step: 5, commissioned: true };
    for (const each of [
      { ...full, clock: anchored, provisional, firstUse, lastStep: 5 },
      { ...full, state: { kind: "confirming-pin", ...pending, pin } },
      { ...full, state: { kind: "suspended", before: { kind: "choosing-pin", ...pending } } },
      { ...full, ...withCounter(7), ...withAnswer({ decision: accepted }) },
      { ...full, ...withAnswer({ decision: { kind: "choose-pin", step: 5, expiresAt: now } }) },
    ]) {
      expect(otpErrorOf(() => decodeRecord(JSON.stringify(each)))).toBeNull();
      for (const path of pathsOf(each)) {
        if (["commissioned", "isIncoming"].includes(path.at(-1) ?? "")) continue;
        const text = JSON.stringify(damaged(each, path, true));
        expect(() => decodeRecord(text)).toThrow(nameFor(path));
      }
    }
  });

  test("reads a key on its way only to somebody, and never in service", () => {
    const incoming = { ...full, holder: "ada", isIncoming: true, state: { kind: "assigned" } };
    const { state } = withPin({});
    expect(isRead(incoming)).toBe(true);
    expect(
      isRead({ ...incoming, state: { kind: "suspended", before: { kind: "assigned" } } }),
    ).toBe(true);
    expect(isRead({ ...incoming, holder: null })).toBe(false);
    expect(isRead({ ...incoming, state })).toBe(false);
    expect(isRead({ ...incoming, state: { kind: "suspended", before: state } })).toBe(false);
    expect(isRead({ ...incoming, isIncoming: "yes" })).toBe(false);
  });

  test("reads each kind of state, wait and answer, and no other", () => {
    for (const kind of ["in-stock", "assigned", "lost", "retired"]) {
      expect(decodeRecord(JSON.stringify({ ...full, state: { kind, pin: 5 } })).state).toEqual({
        kind,
      });
    }
    expect(isRead({ state: { kind: "sold" } })).toBe(false);
    for (const proved of ["pin", "first-use", "nothing"])
      expect(isRead(withWait({ proved }))).toBe(true);
    expect(isRead(withWait({ proved: "all" }))).toBe(false);
    expect(isRead(withWait({ flow: null }))).toBe(true);
    for (const [decision, isRight] of [
      [{ kind: "accepted", step: 5, commissioned: true }, true],
      [{ kind: "accepted", step: 5, commissioned: 1 }, false],
      [{ kind: "accepted", step: -1, commissioned: true }, false],
      [{ kind: "choose-pin", step: 5, expiresAt: now }, true],
      [{ kind: "choose-pin", step: 5, expiresAt: null }, false],
      [{ kind: "refused", reason: "blocked" }, true],
      [{ kind: "refused", reason: "tired" }, false],
      [{ kind: "pending" }, false],
    ] as const) {
      expect([decision, isRead(withAnswer({ decision }))]).toEqual([decision, isRight]);
    }
  });

  test("says what it wants instead of a decision, a proof or a counter that is none", () => {
    const { counter } = withCounter(7);
    for (const [changed, message] of [
      [
        withAnswer({ decision: { kind: "x" } }),
        "answered.decision: found string, expected a decision",
      ],
      [withWait({ proved: "x" }), "asked.proved: found string, expected pin, first-use or nothing"],
      [{ counter }, "counter: found object, expected none, since it is a time key"],
      [{ version: 3 }, "found version 3, expected 2"],
      [{ clock: { version: 2 } }, "clock: found version 2, expected 1"],
      [{ state: { kind: "sold" } }, 'found state "sold"'],
    ] as const) {
      const text = JSON.stringify({ ...full, ...changed });
      expect(() => decodeRecord(text)).toThrow(`Cannot read a stored key: ${message}`);
    }
    expect(() => decodeRecord("null")).toThrow("record: found null, expected an object");
  });

  test("reads a counter of a counter key, and of no other", () => {
    const { counter } = withCounter(7);
    expect(isRead(withCounter(7))).toBe(true);
    expect(isRead({ ...withCounter(7), counter: null })).toBe(false);
    expect(isRead({ counter })).toBe(false);
    expect(decodeRecord(JSON.stringify({ ...full, ...withCounter(7) })).counter).toEqual(counter);
  });
});

describe("encodeRecord()", () => {
  test("writes a time key as before there were counter keys, and before answers were remembered", () => {
    const names = Object.keys(JSON.parse(encodeRecord(record)));
    expect(names).not.toContain("counter");
    expect(names).not.toContain("answered");
  });

  test("refuses what could not be read, and says what it is", () => {
    const act = () => encodeRecord({ ...record, epoch: -1 });
    expect(act).toThrow(RangeError);
    expect(act).toThrow(/^Cannot make a record: epoch: found number, expected a whole number/);
    try {
      act();
    } catch (error) {
      expect((error as Error).cause).toBeInstanceOf(TypeError);
    }
  });
});
