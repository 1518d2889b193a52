import { algorithms, codeParameters, type KeyRecord } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { keyInService, quickPolicy } from "../../../../test/support/commission.ts";
import { keysInUse } from "./keys-in-use.ts";

const record = keyInService();
const own = quickPolicy.pinHashCost;
const cost = { logN: 2, r: 1, p: 1 };

/** The key with another hash. */
const withHash = (algorithm: "SHA-1" | "SHA-256" | "SHA-512"): KeyRecord => ({
  ...record,
  parameters: codeParameters({ algorithm }),
});

describe("keysInUse()", () => {
  test("begins with what decoys have: SHA-1, and the cost of their PINs", () => {
    const inUse = keysInUse(cost);
    expect([inUse.hashes(), inUse.pinHashCosts()]).toEqual([["SHA-1"], [cost]]);
  });

  test("knows each hash and each cost once, in the order in which people are offered hashes", () => {
    const inUse = keysInUse(cost);
    for (const hash of ["SHA-512", "SHA-1", "SHA-512", "SHA-256"] as const) {
      inUse.note(withHash(hash));
    }
    expect(inUse.hashes()).toEqual(algorithms);
    expect(inUse.pinHashCosts()).toEqual([cost, own]);
  });

  test("gives the same lists as long as nothing new is met", () => {
    const inUse = keysInUse(own);
    const before = [inUse.hashes(), inUse.pinHashCosts()];
    inUse.note(record);
    expect(inUse.hashes()).toBe(before[0]);
    expect(inUse.pinHashCosts()).toBe(before[1]);
  });

  test("does not note the keys by which staff log in: they have a door of their own", () => {
    const inUse = keysInUse(cost);
    inUse.note({ ...withHash("SHA-256"), serial: "staff-anne" });
    expect([inUse.hashes(), inUse.pinHashCosts()]).toEqual([["SHA-1"], [cost]]);
  });
});
