import { nextEpoch } from "../base/epoch.ts";
import { holderIdentifier } from "../base/identifier.ts";
import type { UnixMilliseconds } from "../base/units.ts";
import { keyedName } from "../seals/keyed-name.ts";
import type { Keyring } from "../seals/keyring.ts";
import { type AuditEvent, actEvent } from "../trail/audit-chain.ts";
import { noFailures } from "./failures.ts";
import { type FirstUse, type KeyRecord, type KeyState, openFirstUse } from "./key-record.ts";
import { type Outcome, outcome } from "./outcome.ts";
import { settle } from "./settle.ts";
import {
  type TemporaryCode,
  temporaryCodeMillisecondsMax,
  temporaryCodeUsesMax,
} from "./temporary-code.ts";

/** What the help desk can do to a key. Nobody sees or dictates a PIN. */
export type HelpDeskAct =
  /** `holder` as `holderIdentifier` gives it. Without `firstUse` it is open and without an end. */
  | {
      readonly kind: "assign";
      readonly holder: string;
      readonly firstUse?: FirstUse;
      /** Whether the holder goes on with another key until this one is in service. Default: no. */
      readonly isIncoming?: boolean;
    }
  /** The key was given into its holder's hands: its first use is open from now on. */
  | { readonly kind: "hand-over"; readonly firstUse: FirstUse }
  /** The holder commissions the key again. */
  | { readonly kind: "clear-pin"; readonly firstUse?: FirstUse }
  | { readonly kind: "unlock" }
  /** The key is in service and not at hand: its holder gives their PIN and this code for a while. */
  | { readonly kind: "issue-temporary-code"; readonly code: TemporaryCode }
  | { readonly kind: "end-temporary-code" }
  | { readonly kind: "suspend" }
  | { readonly kind: "resume" }
  | { readonly kind: "lose" }
  | { readonly kind: "retire" };

export type HelpDeskDecision =
  | { readonly kind: "done" }
  | { readonly kind: "impossible"; readonly state: KeyState["kind"] };

/**
 * Returns what the act makes of the key, or "impossible" (and nothing to store) in its present
 * state. No act ever moves `lastStep`: a spent code stays spent for every later holder. Each act ends
 * all sessions that began with the key.
 *
 * @throws RangeError for a holder that is none and for a temporary code that lasts too long or has no use.
 */
export function actOnKey(
  record: KeyRecord,
  act: HelpDeskAct,
  by: {
    readonly actor: string;
    readonly now: UnixMilliseconds;
    /** With it an assignment's event carries the keyed name of the holder. */
    readonly keyring?: Keyring;
  },
): Outcome<HelpDeskDecision> {
  if (act.kind === "assign" && holderIdentifier(act.holder) !== act.holder) {
    throw new RangeError(
      "Cannot assign a key: its holder is no identifier as holderIdentifier() gives it",
    );
  }
  if (act.kind === "issue-temporary-code") requireTerms(act.code);
  const settled = settle(record, by.now);
  const change = changed(settled, act);
  if (change === null) {
    const decision = { kind: "impossible", state: settled.state.kind } as const;
    return { decision, next: record, events: [] };
  }
  const isNamed = act.kind === "assign" && by.keyring !== undefined;
  const event = {
    ...actEvent(by.now, change.event, by.actor),
    ...(isNamed && { holder: keyedName(by.keyring, "holder", act.holder) }),
  };
  const epoch = nextEpoch(settled.epoch);
  return outcome({ kind: "done" }, { ...settled, ...change.fields, epoch }, event);
}

type Change = { readonly fields: Partial<KeyRecord>; readonly event: AuditEvent["kind"] };

const cleared = { failures: noFailures, asked: [] } as const;
const noSpares = { temporaryCode: null, recoveryCodes: null } as const;
const nobodys = { holder: null, isIncoming: false, ...noSpares } as const;

function requireTerms({ startsAt, endsAt, usesLeft }: TemporaryCode): void {
  const milliseconds = endsAt - startsAt;
  if (!(milliseconds > 0 && milliseconds <= temporaryCodeMillisecondsMax)) {
    throw new RangeError(
      `Cannot issue a temporary code for ${milliseconds} ms: expected more than 0, at most 7 days`,
    );
  }
  if (!(Number.isSafeInteger(usesLeft) && usesLeft >= 1 && usesLeft <= temporaryCodeUsesMax)) {
    throw new RangeError(
      `Cannot issue a temporary code for ${usesLeft} uses: expected 1 to ${temporaryCodeUsesMax}`,
    );
  }
}

function changed({ state, holder, temporaryCode }: KeyRecord, act: HelpDeskAct): Change | null {
  const { kind } = state;
  switch (act.kind) {
    case "assign":
      if (kind !== "in-stock" && kind !== "lost") return null;
      return {
        event: act.isIncoming === true ? "assigned-as-second" : "assigned",
        fields: {
          ...cleared,
          holder: act.holder,
          isIncoming: act.isIncoming ?? false,
          firstUse: act.firstUse ?? openFirstUse,
          ...noSpares,
          state: { kind: "assigned" },
        },
      };
    case "hand-over":
      if (kind !== "assigned") return null;
      return { event: "handed-over", fields: { ...cleared, firstUse: act.firstUse } };
    case "clear-pin":
      if (holder === null || kind === "suspended") return null;
      return {
        event: "pin-cleared",
        fields: {
          ...cleared,
          firstUse: act.firstUse ?? openFirstUse,
          ...noSpares,
          state: { kind: "assigned" },
        },
      };
    case "unlock":
      return kind === "retired" ? null : { event: "unlocked", fields: cleared };
    case "issue-temporary-code":
      // Without a PIN in force it would be the only thing asked for.
      if (kind !== "in-service") return null;
      return { event: "temporary-code-issued", fields: { temporaryCode: act.code } };
    case "end-temporary-code":
      if (temporaryCode === null) return null;
      return { event: "temporary-code-ended", fields: { temporaryCode: null } };
    case "suspend":
      if (holder === null || kind === "suspended") return null;
      return {
        event: "suspended",
        fields: { state: { kind: "suspended", before: state }, asked: [] },
      };
    case "resume":
      return state.kind === "suspended"
        ? { event: "resumed", fields: { state: state.before, asked: [] } }
        : null;
    case "lose":
      if (holder === null) return null;
      return { event: "lost", fields: { ...cleared, ...nobodys, state: { kind: "lost" } } };
    case "retire":
      if (kind === "retired") return null;
      return { event: "retired", fields: { ...cleared, ...nobodys, state: { kind: "retired" } } };
    default:
      return act satisfies never;
  }
}
