import { describe, expect, test } from "vitest";
import { codeOf, keyInService, present } from "../../../../test/support/commission.ts";
import { momentOf, presentAt, unsureKey, unsureStep } from "../../../../test/support/unsure-key.ts";
import { timeStep, unixMilliseconds } from "../base/units.ts";
import { codeParameters } from "../codes/code-parameters.ts";
import { emptyLane } from "../key/failures.ts";
import type { KeyRecord } from "../key/key-record.ts";
import {
  type AskedNext,
  followerOf,
  uncounted,
  waitsMax,
  withCounted,
  withTry,
  withWait,
} from "./asked-next.ts";
import { defaultClockBounds } from "./clock-belief.ts";

const wanted = { kind: "refused", reason: "next-code-wanted" };
const first = unsureStep + 40;

/** The wait that the first code begins. */
const begun: AskedNext = {
  flow: null,
  at: momentOf(unsureStep),
  steps: [timeStep(first)],
  codes: 1,
  proved: "pin",
  tries: 0,
};

describe("an attempt while strangers guess", () => {
  const guessed = (guesses: number): KeyRecord => ({
    ...keyInService(),
    failures: { strangers: { ...emptyLane, guesses }, devices: [] },
  });
  const pin = "4071";

  test.each([
    [4, 1],
    [5, 2],
    [99, 2],
    [100, 3],
    [1_000_000, 3],
  ])(
    "after %i guesses takes %i codes in a row from a client without a history",
    (guesses, codes) => {
      let record = guessed(guesses);
      for (let index = 1; index <= codes; index += 1) {
        const step = 200 + index;
        const { decision, next } = present(record, step, { pin, code: codeOf(step) });
        const isLast = index === codes;
        expect([index, decision.kind]).toEqual([index, isLast ? "accepted" : "refused"]);
        if (!isLast) expect(decision).toEqual(wanted);
        // Each of them passes the window and is spent.
        expect(next.lastStep).toBe(step);
        record = next;
      }
      expect(record.asked).toEqual([]);
    },
  );

  test("takes one code from a known device, whatever strangers sent", () => {
    const { decision } = present(
      guessed(1_000_000),
      200,
      { pin, code: codeOf(200) },
      { device: "d".repeat(64) },
    );
    expect(decision.kind).toBe("accepted");
  });

  test("holds a device that guesses to two codes as well, and nobody else", () => {
    let record = keyInService();
    for (let guess = 0; guess < 5; guess += 1) {
      record = present(record, 200, { pin, code: "000000" }, { device: "d".repeat(64) }).next;
    }
    expect(record.failures.strangers).toEqual(emptyLane);
    const own = present(record, 201, { pin, code: codeOf(201) }, { device: "d".repeat(64) });
    expect(own.decision).toEqual(wanted);
    expect(present(record, 201, { pin, code: codeOf(201) }).decision.kind).toBe("accepted");
  });
});

describe("a code of the ask window with a wrong PIN", () => {
  // A code far from the believed step may be met by chance; two in a row are a key's. Otherwise somebody
  // with a key that has drifted could try any number of PINs.
  test("counts as a wrong PIN after a code that came with one, from whatever client", () => {
    let record = unsureKey();
    const reasons = [0, 1, 2, 3].map((later) => {
      const flow = String(later).repeat(64);
      const guess = { pin: `000${later}`, code: codeOf(first + later) };
      const now = momentOf(1000 + later);
      const { decision, next } = presentAt(record, now, guess, {}, { flow });
      record = next;
      return decision.kind === "refused" && decision.reason;
    });
    expect(reasons).toEqual(["wrong-code", "wrong-pin", "wrong-pin", "wrong-pin"]);
    expect(record.failures.strangers).toMatchObject({ guesses: 1, wrongPins: 3 });
    expect(record.failures.strangers.block).not.toBeNull();
  });

  test("tries one PIN and no more: with another one the same code is spent", () => {
    const wrong = { pin: "0000", code: codeOf(first) };
    const { next } = presentAt(unsureKey(), momentOf(unsureStep), wrong);
    const right = presentAt(next, momentOf(unsureStep), { code: codeOf(first) });
    expect(right.decision).toEqual({ kind: "refused", reason: "spent-code" });
  });

  test("is given although nine wrong PINs were counted, and refunds them", () => {
    const strangers = { ...emptyLane, guesses: 3, wrongPins: 9 };
    const record = { ...unsureKey(), failures: { strangers, devices: [] } };
    const asked = presentAt(record, momentOf(unsureStep), { code: codeOf(first) });
    expect(asked.decision).toEqual(wanted);
    expect(asked.next.failures.strangers).toEqual(strangers);
    const done = presentAt(asked.next, momentOf(1001), { code: codeOf(first + 1) });
    expect(done.decision.kind).toBe("accepted");
    expect(done.next.failures.strangers).toEqual({ ...emptyLane, guesses: 1 });
  });
});

describe("followerOf()", () => {
  const bounds = defaultClockBounds;
  const clock = codeParameters();
  const at = momentOf(unsureStep);
  const key = { clock, bounds };
  const steps = (...numbers: readonly number[]) => numbers.map(timeStep);

  test("tries every step that showed the first code", () => {
    const several = { ...begun, at, steps: steps(960, 1040, 1070) };
    const now = momentOf(1001);
    for (const first of several.steps) {
      const follower = followerOf(several, steps(first + 1), now, key);
      expect(follower).toMatchObject({ first, step: first + 1 });
    }
    expect(followerOf(several, steps(1000, 1050), now, key)).toBeNull();
  });

  test("waits for the third code of a key whose codes change while one is typed", () => {
    const quick = { clock: codeParameters({ periodSeconds: 15 }), bounds };
    const begins = unixMilliseconds(first * 15_000);
    const asked = { ...begun, at: begins };
    // The third is on the display until 60 s after the first came up, and may take 30 s to type.
    const later = (seconds: number) =>
      followerOf(asked, steps(first + 3), unixMilliseconds(begins + seconds * 1000), quick);
    expect(later(80)).toMatchObject({ first, step: first + 3 });
  });
});

describe("followerOf() of a counter key", () => {
  const follower = (counter: number) =>
    followerOf(begun, [timeStep(counter)], momentOf(1001), {
      clock: null,
      bounds: defaultClockBounds,
    });

  test("is one of the three codes after the first, whenever it comes; not the first once more", () => {
    for (const later of [1, 2, 3]) {
      expect(follower(first + later)).toMatchObject({ first, step: first + later });
    }
    for (const other of [first - 1, first, first + 4]) expect(follower(other)).toBeNull();
  });
});

describe("waits of one client", () => {
  const [mine, theirs] = ["ab".repeat(32), "cd".repeat(32)];
  const nothing: AskedNext = { ...begun, proved: "nothing" };

  test("hold one wait for each row: the next code takes the place of the one before", () => {
    const next = { ...begun, steps: [timeStep(first + 1)], codes: 2 };
    expect(withWait([begun, nothing], next, begun)).toEqual([nothing, next]);
    expect(withWait([begun], nothing)).toEqual([begun, nothing]);
  });

  test("that proved nothing are counted as wrong PINs once", () => {
    const of = (asked: AskedNext) => ({ asked, first: timeStep(first), step: timeStep(first + 1) });
    const counted = { ...nothing, tries: 1 };
    expect(uncounted([of(begun), of(nothing), of(counted)])).toEqual([nothing]);
    expect(withCounted([begun, nothing], [nothing])).toEqual([begun, counted]);
  });

  test("lose a try each, but for those of another client and those that proved nothing", () => {
    const waits = [{ ...begun, flow: mine }, { ...begun, flow: theirs }, begun, nothing];
    expect(withTry(waits, mine).map(({ tries }) => tries)).toEqual([1, 0, 1, 0]);
    expect(withTry(waits, null).map(({ tries }) => tries)).toEqual([0, 0, 1, 0]);
  });
});

describe("withWait()", () => {
  const waits = (count: number, proved: AskedNext["proved"]) =>
    Array.from({ length: count }, (_, index) => ({
      ...begun,
      at: unixMilliseconds(index),
      steps: [timeStep(index)],
      proved,
    }));

  test("lets go what proved nothing first, and the oldest of its kind", () => {
    const [mine] = waits(1, "pin");
    if (mine === undefined) throw new Error("no wait");
    let kept: readonly AskedNext[] = [mine];
    for (const each of waits(1000, "nothing")) kept = withWait(kept, each);
    expect(kept).toHaveLength(waitsMax);
    expect(kept[0]).toBe(mine);
    expect(kept.at(-1)?.at).toBe(999);
    for (const each of waits(waitsMax, "pin")) kept = withWait(kept, each);
    expect(kept.every(({ proved }) => proved === "pin")).toBe(true);
  });
});
