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
];
