import type { AuditEvent, TemporaryCode } from "@jeton/core";
import type { NamedMutation } from "./named-mutation.ts";
import { storing } from "./storing.ts";
import type { Mutation } from "./world.ts";

/** Stores the former temporary code of a key beside events of these kinds. */
function keeping(
  kinds: readonly AuditEvent["kind"][],
  keep: (before: TemporaryCode, next: TemporaryCode | null) => TemporaryCode | null,
): Mutation {
  return storing((inner, [serial, revision, next, events], before) => {
    const former = before?.temporaryCode ?? null;
    const isMeant = former !== null && events.some(({ kind }) => kinds.includes(kind));
    const temporaryCode = isMeant ? keep(former, next.temporaryCode) : next.temporaryCode;
    return inner.replace(serial, revision, { ...next, temporaryCode }, events);
  });
}

/** As often as before; none where it ended meanwhile. */
function unused(before: TemporaryCode, next: TemporaryCode | null): TemporaryCode | null {
  return next && { ...next, usesLeft: before.usesLeft };
}

/** Stores the recovery codes of a key as they were before an attempt, used by it or not. */
function unusedRecoveryCodes(kinds: readonly AuditEvent["kind"][]): Mutation {
  return storing((inner, [serial, revision, next, events], before) => {
    const isMeant = next.recoveryCodes !== null && events.some(({ kind }) => kinds.includes(kind));
    const recoveryCodes = isMeant ? (before?.recoveryCodes ?? null) : next.recoveryCodes;
    return inner.replace(serial, revision, { ...next, recoveryCodes }, events);
  });
}

export const spareMutations: readonly NamedMutation[] = [
  {
    name: "a temporary code whose uses nobody counts",
    law: "2 single use",
    mix: "away",
    make: () => keeping(["accepted", "refused"], unused),
  },
  {
    name: "a temporary code that a wrong PIN does not use",
    law: "2 single use",
    mix: "away",
    make: () => keeping(["refused"], unused),
  },
  {
    name: "a temporary code that outlives its end by the help desk",
    law: "nobody else gets in",
    mix: "away",
    make: () => keeping(["temporary-code-ended"], (before) => before),
  },
  {
    name: "a recovery code that is not used up",
    law: "2 single use",
    mix: "away",
    make: () => unusedRecoveryCodes(["accepted"]),
  },
  {
    name: "a recovery code that a wrong PIN does not use",
    law: "2 single use",
    mix: "away",
    make: () => unusedRecoveryCodes(["refused"]),
  },
  {
    name: "recovery codes that outlive the next set",
    law: "nobody else gets in",
    mix: "away",
    make: () =>
      storing((inner, [serial, revision, next, events], before) => {
        const former = before?.recoveryCodes ?? null;
        const isNew = events.some(({ kind }) => kind === "recovery-codes-issued");
        const recoveryCodes = isNew && former !== null ? former : next.recoveryCodes;
        return inner.replace(serial, revision, { ...next, recoveryCodes }, events);
      }),
  },
];
