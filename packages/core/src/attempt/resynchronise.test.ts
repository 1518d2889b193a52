import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyAssigned,
  keyChoosingPin,
  keyConfirmingPin,
  keyInService,
  keyInStock,
  present,
  quickPolicy,
} from "../../../../test/support/commission.ts";
import { frozen } from "../../../../test/support/frozen.ts";
import { keyAsked, momentOf, presentAt } from "../../../../test/support/unsure-key.ts";
import { timeStep, unixMilliseconds } from "../base/units.ts";
import { offsetAt } from "../clock/clock-belief.ts";
import { actOnKey } from "../key/help-desk.ts";
import type { KeyRecord } from "../key/key-record.ts";
import type { Context } from "./context.ts";
import { resynchronise } from "./resynchronise.ts";

const here = 100_000;
const { searchSteps, entryDelayMilliseconds: phoneDelay } = quickPolicy.resynchronisation;

type Codes = { readonly first: string; readonly second: string };

/** What comes of two codes read to the help desk. */
function read(record: KeyRecord, codes: Codes, now: Context["now"] = momentOf(here)) {
  return frozen(resynchronise(record, codes, { ...contextIn(here), now, actor: "staff:anne" }));
}

/** The code of the step, and the one after it. */
function pairOf(step: number): Codes {
  return { first: codeOf(step), second: codeOf(step + 1) };
}

/** Returns the key after a resynchronisation that found it so many steps ahead. */
function resynchronised(ahead: number, now?: Context["now"]): KeyRecord {
  const { decision, next } = read(keyInService(), pairOf(here + ahead - 1), now);
  expect(decision).toMatchObject({ kind: "resynchronised" });
  return next;
}

describe("resynchronise()", () => {
  test.each([-1439, -1438, -720, -1, 0, 1, 719, 1440])("finds a key %i steps ahead", (ahead) => {
    const { decision, next, events } = read(keyInService(), pairOf(here + ahead - 1));
    const step = here + ahead;
    expect(decision).toEqual({ kind: "resynchronised", step, offsetSteps: ahead });
    expect(next.lastStep).toBe(step);
    expect(events).toMatchObject([{ kind: "resynchronised", actor: "staff:anne", step }]);
    expect(next.epoch).toBe(keyInService().epoch + 1);
  });

  test.each([-1440, -1441, 1441, 5000])("does not search as far as %i steps", (ahead) => {
    const record = keyInService();
    const { decision, next, events } = read(record, pairOf(here + ahead - 1));
    expect(decision).toEqual({ kind: "not-found" });
    expect(next).toBe(record);
    expect(events).toEqual([]);
  });

  test.each<[string, Codes]>([
    ["one code twice", { first: codeOf(here), second: codeOf(here) }],
    ["two codes the other way round", { first: codeOf(here + 1), second: codeOf(here) }],
    ["two with one between them", { first: codeOf(here), second: codeOf(here + 2) }],
    ["a right code and a guess", { first: codeOf(here), second: "000000" }],
    ["a guess and a right code", { first: "000000", second: codeOf(here + 1) }],
  ])("does not find %s", (_what, codes) => {
    expect(read(keyInService(), codes).decision).toEqual({ kind: "not-found" });
  });

  test("answers not-found, and never throws, whatever is given for codes", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom("", " ", codeOf(here), codeOf(here + 1), `${codeOf(here)} `, "１２３４５６"),
    );
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        fc.pre(first !== codeOf(here) || second !== codeOf(here + 1));
        expect(read(keyInService(), { first, second }).decision).toEqual({ kind: "not-found" });
      }),
      { numRuns: 40 },
    );
  });

  test("refuses a pair whose second code was spent, and stores nothing", () => {
    for (const lastStep of [here + 1, here + 2, here + 50]) {
      const record = { ...keyInService(), lastStep: timeStep(lastStep) };
      const { decision, next } = read(record, pairOf(here));
      const kind = lastStep === here + 50 ? "spent" : "used";
      expect(decision).toEqual({ kind, offsetSteps: 1 });
      expect(next).toBe(record);
    }
  });

  // The server's clock was wrong by 13 hours and more: the key itself is where it always was.
  test.each([-1300, -800, -720, 720, 800, 1300])(
    "leaves a key that was found %i steps away two codes from its holder once the clock is mended",
    (ahead) => {
      const wrong = contextIn(here - ahead).now;
      const found = resynchronised(0, wrong);
      const mended = here + 60;
      const given = (record: KeyRecord, step: number) =>
        present(record, step, { pin: "4071", code: codeOf(step) });
      const first = given(found, mended);
      expect(first.decision).toEqual({ kind: "refused", reason: "next-code-wanted" });
      const second = given(first.next, mended + 1);
      expect(second.decision).toMatchObject({ kind: "accepted", step: mended + 1 });
      expect(second.next.provisional).toBeNull();
      expect(given(second.next, mended + 2).decision).toMatchObject({ kind: "accepted" });
    },
  );

  test("takes a pair whose first code a failed log-in has spent: it is a good key", () => {
    for (const lastStep of [here - 1, here]) {
      const record = { ...keyInService(), lastStep: timeStep(lastStep) };
      const { decision, next } = read(record, pairOf(here));
      expect(decision).toMatchObject({ kind: "resynchronised", step: here + 1 });
      expect(next.lastStep).toBe(here + 1);
    }
  });

  test("tells codes that were used moments ago from a clock that went back", () => {
    const used = (back: number) =>
      read({ ...keyInService(), lastStep: timeStep(here + 1 + back) }, pairOf(here)).decision.kind;
    // Two minutes on the phone, and the three steps of a next code.
    expect([0, 1, 5].map(used)).toEqual(["used", "used", "used"]);
    expect([6, 100].map(used)).toEqual(["spent", "spent"]);
  });

  test("spends both codes: given again, they are refused, to the holder and to the help desk", () => {
    const record = resynchronised(40);
    for (const step of [here + 39, here + 40]) {
      const login = presentAt(record, momentOf(here), { code: codeOf(step) });
      expect(login.decision).toEqual({ kind: "refused", reason: "spent-code" });
    }
    expect(read(record, pairOf(here + 39)).decision).toEqual({ kind: "used", offsetSteps: 40 });
  });

  test("accepts the code right after, however long the pair took and the next code takes", () => {
    // The second code begins at `shown` by true time; it arrives after the delay of the phone.
    for (const phone of [0, 1, 29, 30, 60, 90, 119, 120]) {
      for (const inStep of [0, 1, 30, 59]) {
        const arrives = momentOf(here - 40, -30 + inStep + phone);
        const record = resynchronised(0, arrives);
        for (const typing of [0, 1, 15, 30]) {
          // At once: the code after it begins 60 s after it did; it is typed by the end of its step.
          for (const shown of [0, 59]) {
            const now = momentOf(here - 40 + 1, -30 + shown + typing);
            if (now < arrives) continue;
            const login = presentAt(record, now, { code: codeOf(here + 1) });
            expect([phone, inStep, typing, shown, login.decision]).toEqual([
              ...[phone, inStep, typing, shown],
              { kind: "accepted", step: here + 1, commissioned: false },
            ]);
          }
        }
      }
    }
  });

  test("accepts the code right after of a 30 s key, or at worst asks for the one after that", () => {
    const { parameters } = keyInService();
    const quick = { ...keyInService(), parameters: { ...parameters, periodSeconds: 30 } };
    // Read at once, as people do with a code that lasts 30 s, its window is within what passes.
    for (const [phone, passes] of [
      [0, 0.5],
      [30, 1],
      [60, 1],
      [120, 0.5],
    ] as const) {
      const kinds = [0, 7, 15, 22, 29].map((inStep) => {
        const second = 200_000 + Math.floor(phone / 30);
        const arrives = unixMilliseconds((200_000 * 30 + inStep + phone) * 1000);
        const { next } = read(quick, pairOf(200_000 - 1), arrives);
        const now = unixMilliseconds(Math.max(arrives, (second + 1) * 30_000 + 1000));
        const { decision } = presentAt(next, now, { code: codeOf(second + 1) });
        const isAsked = decision.kind === "refused" && decision.reason === "next-code-wanted";
        expect(decision.kind === "accepted" || isAsked).toBe(true);
        return decision.kind;
      });
      const accepted = kinds.filter((kind) => kind === "accepted").length;
      expect([phone, accepted / kinds.length >= passes]).toEqual([phone, true]);
    }
  });

  test("believes afterwards what a pair read over the phone can say, and nothing else", () => {
    const record = resynchronised(40);
    const { clock } = record;
    expect(clock).not.toBeNull();
    if (clock === null) return;
    const now = momentOf(here);
    const begins = (here + 40) * 60_000;
    const { min, max } = offsetAt(clock, now);
    expect(min).toBe(begins - now);
    const gained = (quickPolicy.clock.rateBoundPpb * phoneDelay) / 1_000_000_000;
    expect(max).toBe(begins + 60_000 + phoneDelay + gained - now);
    expect(clock.rate).toEqual({ min: -100_000, max: 100_000 });
    expect(clock.anchors).toEqual([{ at: now, offset: clock.offset }]);
  });

  test("forgets guesses and a wait for the next code, and no wrong PIN: a thief can read codes, too", () => {
    const block = { since: momentOf(here - 1), milliseconds: 86_400_000 };
    const strangers = { guesses: 12, wrongPins: 12, block };
    const record: KeyRecord = { ...keyAsked(), failures: { strangers, devices: [] } };
    const { next } = read(record, pairOf(here));
    expect(next).toMatchObject({
      failures: { strangers: { ...strangers, guesses: 0 }, devices: [] },
      asked: [],
    });
  });

  test.each<[string, KeyRecord]>([
    ["assigned", keyAssigned()],
    ["confirming-pin", keyConfirmingPin()],
    ["in-service", keyInService()],
    [
      "suspended",
      actOnKey(keyInService(), { kind: "suspend" }, { actor: "s", now: momentOf(102) }).next,
    ],
  ])("leaves a key that is %s what it is, but for what ran out", (kind, record) => {
    const { decision, next } = read(record, pairOf(102), momentOf(102));
    expect(decision.kind).toBe("resynchronised");
    expect(next.state).toEqual(record.state);
    expect(next.state.kind).toBe(kind);
    const late = read(keyConfirmingPin(), pairOf(here)).next;
    expect(late.state.kind).toBe("assigned");
  });

  test("is impossible with a key that nobody holds", () => {
    const by = { actor: "staff:anne", now: momentOf(102) };
    const lost = actOnKey(keyInService(), { kind: "lose" }, by).next;
    const retired = actOnKey(keyInService(), { kind: "retire" }, by).next;
    for (const record of [keyInStock(), lost, retired]) {
      const { decision, next } = read(record, pairOf(here));
      expect(decision).toEqual({ kind: "impossible", state: record.state.kind });
      expect(next).toBe(record);
    }
  });

  test("commissions nobody: the state of a key whose PIN is being chosen stays, its time too", () => {
    const record = keyChoosingPin();
    const { next } = read(record, pairOf(102), momentOf(102));
    expect(next.state).toEqual(record.state);
    expect(present(next, 104, { pin: null, code: codeOf(104) }).decision.kind).toBe("choose-pin");
  });

  test("searches whatever steps there are, right after T0 too", () => {
    const now = unixMilliseconds(90_000);
    const fresh = { ...keyInService(), lastStep: null };
    expect(read(fresh, pairOf(0), now).decision).toMatchObject({ step: 1, offsetSteps: 0 });
  });

  test("searches nothing before T0", () => {
    const { parameters } = keyInService();
    const later = { ...keyInService(), parameters: { ...parameters, t0Seconds: 6000 } };
    const at = (seconds: number) =>
      read({ ...later, lastStep: null }, pairOf(0), unixMilliseconds(seconds * 1000)).decision.kind;
    expect([at(5999), at(6060)]).toEqual(["not-found", "resynchronised"]);
  });

  test.each([
    [0, "not-found"],
    [1, "resynchronised"],
  ])("searches %i steps on each side if the policy says so", (searchSteps, kind) => {
    const resynchronisation = { ...quickPolicy.resynchronisation, searchSteps };
    const policy = { ...quickPolicy, resynchronisation };
    const by = { ...contextIn(0), policy, actor: "staff:anne" };
    const fresh = { ...keyInService(), lastStep: null };
    expect(resynchronise(fresh, pairOf(0), by).decision.kind).toBe(kind);
    expect(resynchronise(fresh, pairOf(0), { ...by, now: momentOf(1) }).decision.kind).toBe(kind);
  });

  // Goal: the odds in the comment of `resynchronise`. Method: 2 * 1440 first codes are looked at,
  // each a number of its own but for few; so many of a million guesses fit one of them, and a
  // millionth of those also fit the code after it.
  test("finds a false single code in 1 of 350 cases, and a false pair in 1 of 350 million", () => {
    const odds = (2 * searchSteps) / 1_000_000;
    expect(1 / odds).toBeCloseTo(347, 0);
    expect(1_000_000 / odds / 1e6).toBeCloseTo(347, 0);
    const codes = new Set(
      Array.from({ length: 2 * searchSteps }, (_, index) => codeOf(here - searchSteps + index)),
    );
    // Few codes are shown twice among them, so a guess fits one of nearly 2,880 numbers.
    expect(codes.size).toBeGreaterThan(2 * searchSteps - 20);
    expect(codes.size).toBeLessThanOrEqual(2 * searchSteps);
  });
});
