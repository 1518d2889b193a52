import type { Ports } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { holder, openTestPortal } from "../../test-support/test-portal.ts";
import { addEnrolled } from "../../test-support/test-staff.ts";
import { logInStaff } from "./log-in-staff.ts";
import { addStaff } from "./manage-staff.ts";

// Law 6: a password's hash costs more than a PIN's, and a decoy has a PIN.
describe("logInStaff() of a name", () => {
  test.each(["marie", "luc", "nobody"])("hashes at the same costs: %s", async (name) => {
    const portal = await openTestPortal();
    await addEnrolled(portal.ports, "marie", "desk");
    const luc = { role: "officer", factor: { kind: "key", holder }, password: null } as const;
    await addStaff(portal.ports, { name: "luc", ...luc }, "staff:root");
    portal.advance(30);
    const hashed: number[] = [];
    const ports: Ports = {
      ...portal.ports,
      hashPin(question, line) {
        hashed.push(question.cost.logN);
        return portal.ports.hashPin(question, line);
      },
    };
    await logInStaff(ports, { name, password: "wrong horse battery", code: "000000" });
    const { logN } = portal.ports.policy.pinHashCost;
    expect(hashed.toSorted((left, right) => left - right)).toEqual([logN, logN + 4]);
  });
});
