import {
  type AuditEvent,
  blockedUntil,
  failureCount,
  type KeyRecord,
  nextEpoch,
  noFailures,
  type StoredKey,
  type UnixMilliseconds,
} from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { decideAndStore } from "@jeton/validator/parts";
import type { SchoolScope } from "../scope/index.ts";
import {
  allAccounts,
  createAccount,
  loadAccount,
  type StaffAccount,
  type StaffFactor,
} from "./account.ts";
import type { StaffRole } from "./rights.ts";
import {
  awaitingEnrolment,
  isEnrolled,
  loadStaffKey,
  passwordVerifier,
  restingStaffKey,
  staffAct,
} from "./staff-key.ts";

/** A new account. With an application comes a temporary password, by which its owner enrols. */
export type NewStaff = {
  readonly name: string;
  readonly role: StaffRole;
  /** Default: everybody. */
  readonly scope?: SchoolScope | null;
} & (
  | { readonly factor: Extract<StaffFactor, { kind: "totp" }>; readonly password: string }
  | { readonly factor: Extract<StaffFactor, { kind: "key" }>; readonly password: null }
);

export type StaffStatus = "enrolling" | "active" | "disabled" | "locked";

export type StaffListing = StaffAccount & { readonly status: StaffStatus };

/** Makes an account. Returns false when the name is taken. */
export async function addStaff(ports: Ports, staff: NewStaff, actor: string): Promise<boolean> {
  const { name, role, factor, scope = null } = staff;
  const resting = restingStaffKey(ports, name);
  const record =
    staff.password === null
      ? resting
      : {
          ...resting,
          ...awaitingEnrolment(ports, name, await passwordVerifier(ports, name, staff.password)),
        };
  const made = staffAct({}, ports, { next: record, kind: "created", actor });
  // The key comes first: an account without a key would be useless, while a key without an account is found
  // when the command is run again.
  await ports.store.insert(made.next, made.events);
  return createAccount(ports, { name, role, factor, scope });
}

/** Returns everyone of the staff. */
export async function listStaff(ports: Ports): Promise<readonly StaffListing[]> {
  const listed: StaffListing[] = [];
  for (const account of await allAccounts(ports)) {
    const stored = await loadStaffKey(ports, account.name);
    listed.push({ ...account, status: statusOf(account, stored, ports.clock()) });
  }
  return listed;
}

function statusOf(
  account: StaffAccount,
  stored: StoredKey | null,
  now: UnixMilliseconds,
): StaffStatus {
  if (stored === null || stored.record.state.kind === "suspended") return "disabled";
  const { record } = stored;
  if (blockedUntil(record.failures, now) !== null) return "locked";
  return account.factor.kind === "totp" && !isEnrolled(record) ? "enrolling" : "active";
}

/** What can be done to an account from a terminal. */
export type StaffAct =
  | { readonly kind: "disable" }
  | { readonly kind: "enable" }
  /** Makes both factors anew. Only for accounts that use an application. */
  | { readonly kind: "reset"; readonly password: string };

export type StaffActAnswer = "done" | "unknown" | "impossible";

/** Does it, and ends all sessions of the account. */
export async function actOnStaff(
  ports: Ports,
  name: string,
  act: StaffAct,
  actor: string,
): Promise<StaffActAnswer> {
  const account = await loadAccount(ports, name);
  if (account === null) return "unknown";
  if (act.kind === "reset" && account.factor.kind !== "totp") return "impossible";
  const fresh =
    act.kind === "reset"
      ? awaitingEnrolment(ports, name, await passwordVerifier(ports, name, act.password))
      : null;
  const done = await decideAndStore<StaffActAnswer>(
    ports,
    () => loadStaffKey(ports, name),
    async (record) => {
      const change = changeBy(record, act.kind, fresh);
      if (change === null) return { decision: "impossible", next: record, events: [] };
      // In one write with the act, so that nothing can come between them: all sessions are over.
      const next = { ...change.next, epoch: nextEpoch(record.epoch) };
      return staffAct("done", ports, { next, kind: change.kind, actor });
    },
  );
  return done?.decision ?? "unknown";
}

function changeBy(
  record: KeyRecord,
  kind: StaffAct["kind"],
  fresh: ReturnType<typeof awaitingEnrolment> | null,
): { readonly next: KeyRecord; readonly kind: AuditEvent["kind"] } | null {
  const { state } = record;
  const cleared = { failures: noFailures, asked: [] };
  switch (kind) {
    case "disable":
      if (state.kind === "suspended") return null;
      return {
        kind: "suspended",
        next: { ...record, state: { kind: "suspended", before: state } },
      };
    case "enable":
      if (state.kind === "suspended") {
        return { kind: "resumed", next: { ...record, ...cleared, state: state.before } };
      }
      return failureCount(record.failures) === 0
        ? null
        : { kind: "unlocked", next: { ...record, ...cleared } };
    case "reset":
      return { kind: "pin-cleared", next: { ...record, ...fresh } };
    default:
      return kind satisfies never;
  }
}
