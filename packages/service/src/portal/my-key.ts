import {
  blockedUntil,
  isAssignment,
  type KeyState,
  recoveryCodesLeft,
  type UnixMilliseconds,
} from "@jeton/core";
import { type Login, loadKey, otherKeyOf, soundOrNull } from "@jeton/validator/parts";
import type { PortalPorts } from "../web/portal-ports.ts";

/** What holders read of their own key. Why an attempt was refused is for the help desk (law 6). */
export type MyKey = {
  readonly serial: string;
  readonly state: KeyState["kind"];
  /** Until when a lock holds; null for none. */
  readonly blockedUntil: UnixMilliseconds | null;
  readonly now: UnixMilliseconds;
  /** How many of the codes that they printed still pass. */
  readonly recoveryCodesLeft: number;
  /** The serial of a key that is on its way to them; null for none. */
  readonly incoming: string | null;
  /** The newest first. */
  readonly logins: readonly MyLogin[];
};

/** An attempt, as its holder reads it. */
export type MyLogin = {
  readonly kind: "accepted" | "refused" | "changed";
  readonly at: UnixMilliseconds;
};

/** So many events are looked through for the last attempts. */
const eventsLookedAt = 200;
/** So many of each kind are shown: a flood of refusals hides no log-in. */
const shownOfEach = 5;

/** Returns what is told of the key with which someone is logged in; null for a log-in by password. */
export async function myKey(ports: PortalPorts, { serial }: Login): Promise<MyKey | null> {
  const stored = serial === null ? null : await loadKey(ports, serial);
  if (serial === null || stored === null) return null;
  const { record } = stored;
  const now = ports.clock();
  const afterSequence = Math.max(0, record.audit.count - eventsLookedAt);
  const events = await ports.store.events(serial, { afterSequence, limit: eventsLookedAt });
  // What was before belongs to another holder.
  const assigned = events.findLastIndex(isAssignment);
  const attempts = events.slice(assigned + 1).flatMap(({ kind, at }) => {
    const login = loginKinds[kind];
    return login === undefined ? [] : [{ kind: login, at }];
  });
  const other = await soundOrNull(otherKeyOf(ports, record));
  const isLast = (login: MyLogin, index: number) =>
    attempts.slice(index + 1).filter(({ kind }) => kind === login.kind).length < shownOfEach;
  return {
    serial,
    state: record.state.kind,
    blockedUntil: blockedUntil(record.failures, now),
    now,
    recoveryCodesLeft: recoveryCodesLeft(record, now),
    incoming: other?.record.isIncoming === true ? other.record.serial : null,
    logins: attempts.filter(isLast).reverse(),
  };
}

const loginKinds: Readonly<Record<string, MyLogin["kind"]>> = {
  accepted: "accepted",
  commissioned: "accepted",
  refused: "refused",
  "pin-changed": "changed",
};
