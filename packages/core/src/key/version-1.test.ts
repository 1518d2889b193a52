import { describe, expect, test } from "vitest";
import { noFailures } from "./failures.ts";
import { upgradedFromVersion1 } from "./version-1.ts";

const upgradedState = (state: unknown) => upgradedFromVersion1({ state }).state;

describe("upgradedFromVersion1()", () => {
  test("takes over what both versions have, and begins what version 1 had not", () => {
    const before = { version: 1, serial: "1", block: { until: 5 }, state: { kind: "lost" } };
    expect(upgradedFromVersion1(before)).toEqual({
      ...{ version: 2, serial: "1", state: { kind: "lost" } },
      ...{ failures: noFailures, asked: [], provisional: null },
    });
  });

  test("takes failures for wrong PINs of strangers, one fewer than lock at most", () => {
    const wrongPins = [0, 3, 9, 10, 1000, null].map((failures) => {
      const upgraded = upgradedFromVersion1({ failures }).failures as typeof noFailures;
      expect(upgraded.devices).toEqual([]);
      expect(upgraded.strangers).toMatchObject({ guesses: 0, block: null });
      return upgraded.strangers.wrongPins;
    });
    expect(wrongPins).toEqual([0, 3, 9, 9, 9, 0]);
  });

  test("lets a commissioning end when it would have ended, ten minutes after it began", () => {
    const pending = { kind: "choosing-pin", firstStep: 5 };
    for (const [expiresAt, since] of [
      [1_000_000, 400_000],
      [600_000, 0],
      [5, 0],
      ["soon", 0],
    ] as const) {
      const term = { since, milliseconds: 600_000 };
      expect(upgradedState({ ...pending, expiresAt })).toEqual({ ...pending, term });
    }
    expect(upgradedState({ kind: "in-stock" })).toEqual({ kind: "in-stock" });
  });

  test("drops the wait for a next code, also of a key that is suspended", () => {
    const inService = { kind: "in-service", pin: {} };
    const waiting = { ...inService, asked: { at: 7, steps: [1] } };
    expect(upgradedState(waiting)).toEqual(inService);
    expect(upgradedState({ kind: "suspended", before: waiting })).toEqual({
      ...{ kind: "suspended", before: inService },
    });
  });

  test("leaves what is no state to be refused where states are read", () => {
    for (const wrong of [null, undefined, "in-service", 5])
      expect(upgradedState(wrong)).toBe(wrong);
  });
});
