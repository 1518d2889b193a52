import {
  blockedUntil,
  type ChainedEvent,
  datesAt,
  isTemporaryCodeOver,
  type KeyRecord,
  type RefusalReason,
  settleTemporaryCode,
  type UnixMilliseconds,
} from "@jeton/core";
import { closedFirstUse } from "@jeton/validator/parts";
import type { DeskAct } from "./acts.ts";

/**
 * Why a key does not work, as far as its record and its last events tell, with the act that cures
 * it, if one does: what whoever answers a call needs first.
 */
export type Finding = {
  readonly why: Why;
  /** The act that cures it; null when holders can help themselves. */
  readonly act: DeskAct | null;
  /** Whether something stands in the way of a login. */
  readonly isTrouble: boolean;
};

/** What was found, with what its sentence needs. */
export type Why =
  | { readonly kind: PlainWhy }
  | {
      readonly kind: "temporary-code" | "temporary-code-over" | "temporary-code-to-come";
      readonly from: UnixMilliseconds;
      readonly until: UnixMilliseconds;
      readonly uses: number;
    }
  | { readonly kind: "blocked-until"; readonly failures: number; readonly until: UnixMilliseconds }
  | { readonly kind: "wrong-pin"; readonly count: number }
  | { readonly kind: "not-yet" | "expired"; readonly at: UnixMilliseconds }
  | { readonly kind: "wrong-code-far"; readonly offsetSteps: number }
  | {
      readonly kind: "wrong-make";
      readonly algorithm: string;
      readonly periodSeconds: number;
    };

type PlainWhy =
  | ("retired" | "lost" | "in-stock" | "suspended")
  | ("never-used" | "to-commission" | "not-handed-over" | "commissioning" | "accepted" | "in-order")
  | Exclude<RefusalReason, "wrong-pin">;

/** Returns what is found. `events`: the key's last ones in their order. */
export function findingOf(
  record: KeyRecord,
  events: readonly ChainedEvent[],
  now: UnixMilliseconds,
): Finding {
  return byState(record, now) ?? byLastAttempt(record, events) ?? byLife(record);
}

/** Returns the one line on an attempt; null for any other event. */
export function whyOf(event: ChainedEvent): Why | null {
  if (event.kind === "accepted" || event.kind === "commissioned") return { kind: "accepted" };
  if (event.kind !== "refused" || event.reason === null) return null;
  const { reason, diagnosis } = event;
  if (reason === "wrong-pin") return { kind: "wrong-pin", count: 1 };
  if (reason === "wrong-code" && diagnosis !== null) {
    const { hypothesis, offsetSteps } = diagnosis;
    if (hypothesis !== null) return { kind: "wrong-make", ...hypothesis };
    if (offsetSteps !== null) return { kind: "wrong-code-far", offsetSteps };
  }
  return { kind: reason };
}

/** What refuses every attempt, whatever is typed. */
function byState(record: KeyRecord, now: UnixMilliseconds): Finding | null {
  const { state, failures } = record;
  const { kind } = state;
  if (kind === "retired") return trouble({ kind }, null);
  if (kind === "lost") return trouble({ kind }, "assign");
  const byDate = byDates(record, now);
  if (byDate !== null) return byDate;
  if (kind === "in-stock") return trouble({ kind }, "assign");
  if (kind === "suspended") return trouble({ kind }, "resume");
  if (state.kind === "assigned" && isFirstUseOver(record, now)) {
    const isClosed = record.firstUse.expiresAt === closedFirstUse.expiresAt;
    return trouble({ kind: isClosed ? "not-handed-over" : "first-use-expired" }, "hand-over");
  }
  const until = blockedUntil(failures, now);
  if (until === null) return byTemporaryCode(record, now);
  const { wrongPins } = failures.strangers;
  return trouble({ kind: "blocked-until", failures: wrongPins, until }, "unlock");
}

/** The dates of its maker's file, within which alone it passes. */
function byDates(record: KeyRecord, now: UnixMilliseconds): Finding | null {
  const { startsAt = null, expiresAt = null } = record.origin ?? {};
  const dates = datesAt(record, now);
  if (dates === "after" && expiresAt !== null) {
    const act = record.holder === null ? "retire" : "replace";
    return trouble({ kind: "expired", at: expiresAt }, act);
  }
  return dates === "before" && startsAt !== null
    ? trouble({ kind: "not-yet", at: startsAt }, null)
    : null;
}

/** A code that stands in for the key's, and after which it may stay refused. */
function byTemporaryCode(record: KeyRecord, now: UnixMilliseconds): Finding | null {
  const { temporaryCode: code } = settleTemporaryCode(record, now);
  if (code === null) return null;
  const terms = { from: code.startsAt, until: code.endsAt, uses: code.usesLeft };
  if (isTemporaryCodeOver(code, record, now)) {
    return trouble({ kind: "temporary-code-over", ...terms }, "end-temporary-code");
  }
  const kind = now < code.startsAt ? "temporary-code-to-come" : "temporary-code";
  return { why: { kind, ...terms }, act: "end-temporary-code", isTrouble: false };
}

function isFirstUseOver({ firstUse }: KeyRecord, now: UnixMilliseconds): boolean {
  return firstUse.expiresAt !== null && firstUse.expiresAt <= now;
}

/** What the last attempt says, unless an act has changed matters since. */
function byLastAttempt(record: KeyRecord, all: readonly ChainedEvent[]): Finding | null {
  // A sign-out in another browser says nothing of the attempt before it, and a clock that was set has a line of its own.
  const events = all.filter(({ kind }) => kind !== "signed-out" && kind !== "clock-set");
  const last = events.at(-1);
  const why = last === undefined ? null : whyOf(last);
  if (why === null) return null;
  if (why.kind === "accepted") return { why, act: null, isTrouble: false };
  if (why.kind === "wrong-pin") {
    return trouble({ ...why, count: endingWith("wrong-pin", events) }, "clear-pin");
  }
  const isRepeated = endingWith("wrong-code", events) > 1;
  return trouble(why, cureOf(why.kind, isRepeated && record.holder !== null));
}

/** How many refusals for this reason stand at the end, one behind the other. */
function endingWith(reason: RefusalReason, events: readonly ChainedEvent[]): number {
  const other = events.findLastIndex((event) => event.reason !== reason);
  return events.length - 1 - other;
}

function cureOf(kind: Why["kind"], isRepeated: boolean): DeskAct | null {
  if (kind === "wrong-code-far") return "resynchronise";
  // Once is a slip of the finger; twice is another key, or a clock that is far off.
  if (kind === "wrong-code") return isRepeated ? "resynchronise" : null;
  if (kind === "wrong-make") return "replace";
  return kind === "first-use-expired" ? "hand-over" : null;
}

function byLife({ state, lastStep }: KeyRecord): Finding {
  if (state.kind === "choosing-pin" || state.kind === "confirming-pin") {
    return trouble({ kind: "commissioning" }, null);
  }
  if (lastStep === null) return trouble({ kind: "never-used" }, null);
  if (state.kind === "assigned")
    return { why: { kind: "to-commission" }, act: null, isTrouble: false };
  return { why: { kind: "in-order" }, act: null, isTrouble: false };
}

function trouble(why: Why, act: DeskAct | null): Finding {
  return { why, act, isTrouble: true };
}
