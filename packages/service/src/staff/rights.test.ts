import { describe, expect, test } from "vitest";
import { type DeskRight, deskRights, mayDo, type StaffRole, staffRoles } from "./rights.ts";

// Written out by hand, so that a change of the table is a change here too.
const expected: Readonly<Record<DeskRight, readonly StaffRole[]>> = {
  see: ["desk", "officer", "auditor"],
  act: ["desk", "officer"],
  "clear-pin": ["desk", "officer"],
  retire: ["officer"],
  "answer-tickets": ["desk", "officer"],
  import: ["officer"],
  "assign-many": ["officer"],
  "import-people": ["officer"],
  "export-list": ["officer", "auditor"],
  "see-journal": ["officer", "auditor"],
};

describe("mayDo()", () => {
  test.each(deskRights.flatMap((right) => staffRoles.map((role) => [role, right] as const)))(
    "%s, %s",
    (role, right) => {
      expect(mayDo(role, right)).toBe(expected[right].includes(role));
    },
  );
});
