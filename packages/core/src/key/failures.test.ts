import { describe, expect, test } from "vitest";
import { unixMilliseconds } from "../base/units.ts";
import {
  blockedUntil,
  countWrongPin,
  emptyLane,
  failureCount,
  noFailures,
  withLane,
  withoutGuesses,
} from "./failures.ts";
import { defaultPolicy } from "./policy.ts";

const now = unixMilliseconds(1_800_000_000_000);
const block = { since: now, milliseconds: 900_000 };

describe("withLane()", () => {
  test("keeps a device for any one thing that is held against it", () => {
    for (const failed of [{ guesses: 1 }, { wrongPins: 1 }, { block }]) {
      const lane = { ...emptyLane, ...failed };
      expect(withLane(noFailures, "a", lane).devices).toEqual([{ id: "a", ...lane }]);
    }
  });

  test("keeps of a lane what is a lane's", () => {
    const lane = { ...emptyLane, guesses: 2, id: "a" };
    expect(withLane(noFailures, null, lane).strangers).toEqual({ ...emptyLane, guesses: 2 });
  });
});

describe("failureCount()", () => {
  test("is all guesses and wrong PINs of all lanes", () => {
    const strangers = { ...emptyLane, guesses: 1, wrongPins: 10 };
    const devices = [{ ...emptyLane, id: "a", guesses: 100, wrongPins: 1000 }];
    expect(failureCount({ strangers, devices })).toBe(1111);
    expect(failureCount(noFailures)).toBe(0);
  });
});

describe("blockedUntil()", () => {
  const blocked = { strangers: { ...emptyLane, block }, devices: [] };
  const at = (milliseconds: number) => blockedUntil(blocked, unixMilliseconds(now + milliseconds));

  test("is the end of the block of strangers while it lasts", () => {
    expect(at(0)).toBe(now + 900_000);
    expect(at(899_999)).toBe(now + 900_000);
    expect(at(900_000)).toBeNull();
    expect(blockedUntil(noFailures, now)).toBeNull();
  });

  test("takes a block that seems to begin in the future to begin now", () => {
    expect(at(-60_000)).toBe(now + 840_000);
  });

  test("is none for a block of a device", () => {
    const devices = [{ ...emptyLane, id: "a", block }];
    expect(blockedUntil({ ...noFailures, devices }, now)).toBeNull();
  });
});

describe("countWrongPin()", () => {
  test("overlooks what guesses met by chance from a tenth of a hit on", () => {
    const waitAfter = (guesses: number) =>
      countWrongPin({ ...emptyLane, guesses, wrongPins: 2 }, 0.05, now, defaultPolicy).block;
    // The third wrong PIN makes wait; two guesses at 5 % are a tenth of a hit.
    expect(waitAfter(1)).not.toBeNull();
    expect(waitAfter(2)).toBeNull();
  });
});

describe("withoutGuesses()", () => {
  test("leaves wrong PINs and blocks, of strangers and of devices", () => {
    const lane = { guesses: 7, wrongPins: 3, block };
    const cleared = withoutGuesses({ strangers: lane, devices: [{ id: "a", ...lane }] });
    const left = { guesses: 0, wrongPins: 3, block };
    expect(cleared).toEqual({ strangers: left, devices: [{ id: "a", ...left }] });
  });
});
