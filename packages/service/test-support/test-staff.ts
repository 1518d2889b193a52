import { clockOf, codeAt, openSeed, stepAt, timeStep } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import type { SchoolScope } from "../src/scope/index.ts";
import { loadAccount } from "../src/staff/account.ts";
import { enrolStaff } from "../src/staff/enrol-staff.ts";
import { addStaff } from "../src/staff/manage-staff.ts";
import type { StaffRole } from "../src/staff/rights.ts";
import { loadStaffKey } from "../src/staff/staff-key.ts";

export const firstPassword = "for once only 7";
export const staffPassword = "correct horse battery";

/** Returns the code that the application of `name` shows so many steps of 30 s from now. */
export async function staffCode(ports: Ports, name: string, stepsFromNow = 0): Promise<string> {
  const stored = await loadStaffKey(ports, name);
  if (stored === null) throw new Error(`There is no ${name}`);
  const { record } = stored;
  const seed = openSeed(ports.keyring, record);
  const clock = clockOf(record.parameters);
  const step = (clock && stepAt(ports.clock(), clock)) ?? 0;
  return codeAt(seed, timeStep(step + stepsFromNow), record.parameters);
}

/** Adds someone whose second factor is enrolled: the code of this step is spent. */
export async function addEnrolled(
  ports: Ports,
  name: string,
  role: StaffRole,
  scope: SchoolScope | null = null,
): Promise<void> {
  const factor = { kind: "totp" } as const;
  await addStaff(ports, { name, role, scope, factor, password: firstPassword }, "staff:test");
  const account = await loadAccount(ports, name);
  if (account === null) throw new Error(`Cannot add ${name}`);
  const enrolled = await enrolStaff(ports, account, {
    password: staffPassword,
    passwordAgain: staffPassword,
    code: await staffCode(ports, name),
  });
  if (enrolled.kind !== "enrolled") throw new Error(`Cannot enrol ${name}: ${enrolled.kind}`);
}
