import type { PinHashCost } from "@jeton/core";
import { keysInUse, type Ports, surveyKeys } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { holder, openTestPortal, type TestPortal } from "../../test-support/test-portal.ts";
import { addEnrolled, staffCode, staffPassword } from "../../test-support/test-staff.ts";
import { logInStaff } from "./log-in-staff.ts";
import { addStaff } from "./manage-staff.ts";

const logNOf = ({ policy }: Ports) => policy.pinHashCost.logN;

/** A portal with "marie", whose password is of the policy's cost, and "luc", who logs in by the key of a holder. */
async function openStaffed(): Promise<TestPortal> {
  const portal = await openTestPortal();
  await addEnrolled(portal.ports, "marie", "desk");
  const luc = { role: "officer", factor: { kind: "key", holder }, password: null } as const;
  await addStaff(portal.ports, { name: "luc", ...luc }, "staff:root");
  return portal;
}

/** Returns logN of each hash that an attempt makes, the least first. */
async function hashedBy(
  ports: Ports,
  attempt: { readonly name: string; readonly password?: string; readonly code?: string },
): Promise<readonly number[]> {
  const costs: PinHashCost[] = [];
  const counting: Ports = {
    ...ports,
    hashPin(question, line) {
      costs.push(question.cost);
      return ports.hashPin(question, line);
    },
  };
  await logInStaff(counting, { password: "wrong horse battery", code: "000000", ...attempt });
  return costs.map(({ logN }) => logN).toSorted((left, right) => left - right);
}

// Law 6: a password's hash costs more than a PIN's, and a decoy has a PIN.
describe("logInStaff() of a name", () => {
  test.each(["marie", "luc", "nobody"])("hashes at the same costs: %s", async (name) => {
    const { ports, advance } = await openStaffed();
    advance(30);
    const logN = logNOf(ports);
    expect(await hashedBy(ports, { name })).toEqual([logN, logN + 4]);
  });
});

// Law 6: a password keeps the cost of the day on which it was chosen, until it is given again.
describe("logInStaff() while one account has a password of an earlier cost", () => {
  /** The same portal after a start with another policy: "paul" has a password of the policy before. */
  async function openWithEarlier(earlierBy: number) {
    const portal = await openStaffed();
    const { pinHashCost } = portal.ports.policy;
    const logN = pinHashCost.logN + earlierBy;
    const before = { ...portal.ports.policy, pinHashCost: { ...pinHashCost, logN } };
    await addEnrolled({ ...portal.ports, policy: before }, "paul", "desk");
    const ports: Ports = { ...portal.ports, inUse: keysInUse(pinHashCost) };
    await surveyKeys(ports, new AbortController().signal);
    portal.advance(30);
    return ports;
  }

  test.each([-1, 1, 2])("hashes at that cost for every name, %i from today's", async (by) => {
    const ports = await openWithEarlier(by);
    const logN = logNOf(ports);
    const all = [logN, logN + 4, logN + 4 + by].toSorted((left, right) => left - right);
    for (const name of ["paul", "marie", "luc", "nobody", ""]) {
      expect([name, await hashedBy(ports, { name })]).toEqual([name, all]);
    }
  });

  test("hashes as often when the password is right, before and after it has today's cost", async () => {
    const ports = await openWithEarlier(1);
    const hashed: (readonly number[])[] = [];
    for (const name of ["paul", "marie"]) {
      const right = { name, password: staffPassword, code: await staffCode(ports, name) };
      hashed.push(await hashedBy(ports, right), await hashedBy(ports, right));
    }
    const logN = logNOf(ports);
    expect(hashed).toEqual(hashed.map(() => [logN, logN + 4, logN + 5]));
  });
});
