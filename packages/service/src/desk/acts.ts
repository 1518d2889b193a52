import { failureCount, type KeyRecord, type KeyStateKind } from "@jeton/core";
import type { SchoolScope } from "../scope/index.ts";
import type { DeskRight } from "../staff/rights.ts";

/** What the help desk can do to a key, in the order in which the page offers it. */
export const deskActs = [
  "assign",
  "hand-over",
  "unlock",
  "clear-pin",
  "resynchronise",
  "issue-temporary-code",
  "end-temporary-code",
  "replace",
  "send-second-key",
  "suspend",
  "resume",
  "lose",
  "retire",
] as const;
export type DeskAct = (typeof deskActs)[number];

/** What must be given and be so for an act. */
export type ActRule = {
  readonly right: DeskRight;
  /** Both factors must have been given again a short while ago. */
  readonly asksFactors: boolean;
  readonly reason: "wanted" | "optional";
  /** The states of the key in which the act can be done. */
  readonly states: readonly KeyStateKind[];
};

const held: readonly KeyStateKind[] = ["assigned", "choosing-pin", "confirming-pin", "in-service"];

const rule = (
  states: readonly KeyStateKind[],
  reason: ActRule["reason"],
  right: DeskRight = "act",
): ActRule => ({ right, asksFactors: false, reason, states });

export const actRules: Readonly<Record<DeskAct, ActRule>> = {
  assign: rule(["in-stock", "lost"], "optional"),
  "hand-over": rule(["assigned"], "optional"),
  unlock: rule([...held, "suspended", "in-stock", "lost"], "optional"),
  "clear-pin": { ...rule(held, "wanted", "clear-pin"), asksFactors: true },
  resynchronise: rule([...held, "suspended"], "optional"),
  // It takes the place of the key itself: a session that somebody else got hold of must not be enough.
  "issue-temporary-code": { ...rule(["in-service"], "wanted"), asksFactors: true },
  "end-temporary-code": rule(["in-service", "suspended"], "optional"),
  replace: rule([...held, "suspended"], "wanted"),
  // Whoever has the new key chooses its PIN, and the old one is retired then: the holder notices nothing before.
  "send-second-key": { ...rule(["in-service"], "optional"), asksFactors: true },
  suspend: rule(held, "wanted"),
  resume: rule(["suspended"], "optional"),
  lose: rule([...held, "suspended"], "wanted"),
  retire: rule([...held, "suspended", "in-stock", "lost"], "wanted", "retire"),
};

export function isDeskAct(text: string): text is DeskAct {
  return (deskActs as readonly string[]).includes(text);
}

/** Returns whether the act can be done to the key now; unlocking is for keys that have failures. */
export function isPossible(act: DeskAct, { state, failures, temporaryCode }: KeyRecord): boolean {
  if (!actRules[act].states.includes(state.kind)) return false;
  if (act === "end-temporary-code") return temporaryCode !== null;
  return act !== "unlock" || failureCount(failures) > 0;
}

/**
 * Returns whether an act may be done to a key within a scope (null: everybody). A key that nobody has is of no school: it
 * can be assigned, and is left as it is otherwise.
 */
export function isWithin(
  scope: SchoolScope | null,
  act: DeskAct,
  { holder }: Pick<KeyRecord, "holder">,
): boolean {
  return scope === null || holder !== null || act === "assign";
}
