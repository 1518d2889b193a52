import type { SchoolScope } from "../scope/index.ts";

/** What someone of the staff is there for. */
export const staffRoles = ["desk", "officer", "auditor"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** What can be allowed at the help desk, one by one. */
export const deskRights = [
  /** Search keys; see their state, their events, their tickets. */
  "see",
  /** Assign, hand over, unlock, resynchronise, suspend, resume, report lost, replace. */
  "act",
  /** Make a holder choose their PIN anew. */
  "clear-pin",
  /** Take a key out of use for ever. */
  "retire",
  /** Answer tickets and close them. */
  "answer-tickets",
  /** Put the keys of a file in stock. */
  "import",
  /** Assign many keys by a table. */
  "assign-many",
  /** Bring the directory of holders up to date by a list. */
  "import-people",
  /** Take a list of keys and their holders along as a file. */
  "export-list",
  /** See what the staff did. */
  "see-journal",
] as const;
export type DeskRight = (typeof deskRights)[number];

/**
 * Who may do what. The desk answers calls; the officer also brings keys in and takes them out; the
 * auditor sees everything and changes nothing.
 */
export const rightsOf: Readonly<Record<StaffRole, readonly DeskRight[]>> = {
  desk: ["see", "act", "clear-pin", "answer-tickets"],
  officer: [
    ...(["see", "act", "clear-pin", "retire", "answer-tickets"] as const),
    ...(["import", "assign-many", "import-people", "export-list", "see-journal"] as const),
  ],
  auditor: ["see", "export-list", "see-journal"],
};

export function mayDo(role: StaffRole, right: DeskRight): boolean {
  return rightsOf[role].includes(right);
}

/**
 * Returns whether an account may do something. With a scope it brings no keys in: a new key is of no school, and which
 * serials are taken would tell of keys elsewhere. Nor does it bring the directory up to date, which is everybody's.
 */
export function mayUse(
  { role, scope }: { readonly role: StaffRole; readonly scope: SchoolScope | null },
  right: DeskRight,
): boolean {
  return (
    mayDo(role, right) && (scope === null || (right !== "import" && right !== "import-people"))
  );
}
