import {
  actOnKey,
  type HelpDeskAct,
  type HelpDeskDecision,
  type KeyStateKind,
  OtpError,
  type ResynchronisationDecision,
  resynchronise,
  type TimeStep,
  type UnixMilliseconds,
} from "@jeton/core";
import { contextOf } from "../attempt/context.ts";
import { decideAndStore } from "../attempt/decide-and-store.ts";
import { hasNoKey } from "../attempt/password.ts";
import { endPasswordSessions } from "../attempt/password-epoch.ts";
import type { Ports } from "../ports/ports.ts";
import { closedFirstUse, type FirstUseTerms, makeFirstUse } from "./first-use.ts";
import { loadKey } from "./stored-keys.ts";
import {
  type IssuedTemporaryCode,
  makeTemporaryCode,
  type TemporaryCodeTerms,
} from "./temporary-code.ts";

/** An act that needs no more than a key. */
export type SimpleAct =
  | ("unlock" | "clear-pin" | "suspend" | "resume" | "lose" | "retire")
  | "end-temporary-code";

/** What the help desk can do to a key. */
export type KeyAct =
  | { readonly kind: SimpleAct }
  | {
      readonly kind: "assign";
      readonly holder: string;
      /** Whether the key waits for its hand-over before it can be used. Default: no. */
      readonly untilHandOver?: boolean;
    }
  /** The key is in its holder's hands; its first use opens on these terms. */
  | ({ readonly kind: "hand-over" } & FirstUseTerms)
  /** The key is not at hand: its holder gives their PIN and a code that is told now or never. */
  | ({ readonly kind: "issue-temporary-code" } & TemporaryCodeTerms)
  /** Finds the key's clock or counter by two consecutive codes. */
  | { readonly kind: "resynchronise"; readonly first: string; readonly second: string }
  | ({ readonly kind: "replace" } & Replacement)
  | ({ readonly kind: "send-second-key" } & SecondKey);

/** How a holder gets a second key, which replaces the one that they have as soon as it is in service. */
export type SecondKey = {
  /** The serial of the second key; in stock, or lost and found. */
  readonly by: string;
  /** Whether it waits for its hand-over. Default: no. */
  readonly untilHandOver?: boolean;
};

/** How a key takes the place of another one. */
export type Replacement = {
  /** The serial of the key that takes its place; in stock, or lost and found. */
  readonly by: string;
  /** What becomes of the old key: it may be found again, or is never used again. */
  readonly old: "lose" | "retire";
  /** Whether the new key waits for its hand-over. Default: no. */
  readonly untilHandOver?: boolean;
};

/** What became of an act. */
export type ActOutcome =
  | ActDone
  /** `serial` is the one that is not known: for "replace" it may be that of the new key. */
  | { readonly kind: "unknown-key"; readonly serial: string }
  /** Not in this state; for "replace" `serial` may be that of the new key. */
  | { readonly kind: "impossible"; readonly serial: string; readonly state: KeyStateKind }
  /** The one to whom it would be assigned has another key; for "send-second-key": one that is on its way. */
  | { readonly kind: "holder-taken" }
  /** The old key is out of use, the new one went to somebody else meanwhile: assign another one. */
  | { readonly kind: "half-done"; readonly holder: string }
  /** The two codes were not found near now, were used, or show a clock that went back. */
  | Exclude<ResynchronisationDecision, { readonly kind: "resynchronised" | "impossible" }>;

/** What an act left. */
export type ActDone = {
  readonly kind: "done";
  /** The key with which the holder goes on; after "send-second-key" the second one. */
  readonly serial: string;
  /** After "replace" and "send-second-key": whose key it is. */
  readonly holder: string | null;
  /** After "resynchronise": by how many steps the key is ahead. */
  readonly offsetSteps: number | null;
  /** After "resynchronise": the step of the second code; it and all before it are spent. */
  readonly step: TimeStep | null;
  /** After "hand-over": to be told now or never; null when none was asked for. */
  readonly activationCode: string | null;
  /** After "hand-over": when the first use ends; null: never. */
  readonly firstUseUntil: UnixMilliseconds | null;
  /** After "issue-temporary-code": the code and when it passes, to be told now or never. */
  readonly temporaryCode: IssuedTemporaryCode | null;
};

/**
 * Does an act to a key, for `actor`. The service's own keys are unknown to it. Throws RangeError for
 * terms of a first use or a temporary code that cannot be used and for a holder that `holderIdentifier` did not give.
 */
export async function actOnStoredKey(
  ports: Ports,
  serial: string,
  act: KeyAct,
  actor: string,
): Promise<ActOutcome> {
  switch (act.kind) {
    case "assign": {
      const { holder, untilHandOver } = act;
      return change(ports, serial, assignment(holder, { untilHandOver }), actor, requireNoKey);
    }
    case "hand-over": {
      const { firstUse, code } = await makeFirstUse(ports, serial, act);
      const outcome = await change(ports, serial, { kind: "hand-over", firstUse }, actor);
      if (outcome.kind !== "done") return outcome;
      return { ...outcome, activationCode: code, firstUseUntil: firstUse.expiresAt };
    }
    case "issue-temporary-code": {
      const { code, issued } = await makeTemporaryCode(ports, serial, act);
      const outcome = await change(ports, serial, { kind: act.kind, code }, actor);
      return outcome.kind === "done" ? { ...outcome, temporaryCode: issued } : outcome;
    }
    case "resynchronise":
      return findClock(ports, serial, act, actor);
    case "replace":
      return replace(ports, serial, act, actor);
    case "send-second-key":
      return sendSecondKey(ports, serial, act, actor);
    case "unlock":
    case "clear-pin":
    case "suspend":
    case "resume":
    case "lose":
    case "retire":
    case "end-temporary-code":
      return change(ports, serial, { kind: act.kind }, actor);
    default:
      return act satisfies never;
  }
}

async function change(
  ports: Ports,
  serial: string,
  act: HelpDeskAct,
  actor: string,
  check: ((ports: Ports, act: HelpDeskAct) => Promise<void>) | null = null,
): Promise<ActOutcome> {
  try {
    const decided = await decideAndStore<HelpDeskDecision>(
      ports,
      () => loadKey(ports, serial),
      async (record) => {
        const by = { actor, now: ports.clock(), keyring: ports.keyring };
        const outcome = actOnKey(record, act, by);
        if (outcome.decision.kind === "done") await check?.(ports, act);
        return outcome;
      },
    );
    if (decided === null) return { kind: "unknown-key", serial };
    const { decision } = decided;
    if (decision.kind === "impossible") return { ...decision, serial };
    // Someone who has a key cannot log in with a password, and their earlier sessions by password end.
    if (act.kind === "assign") await endPasswordSessions(ports, act.holder);
    return done(serial);
  } catch (error) {
    if (!(error instanceof OtpError) || error.code !== "HOLDER_TAKEN") throw error;
    return { kind: "holder-taken" };
  }
}

/** The store refuses a second present key; beside one that is only on its way, none is assigned either. */
async function requireNoKey(ports: Ports, act: HelpDeskAct): Promise<void> {
  if (act.kind !== "assign" || (await hasNoKey(ports, act.holder))) return;
  throw new OtpError("HOLDER_TAKEN", "Cannot assign a key: its holder has one, or one on its way");
}

function assignment(
  holder: string,
  terms: { readonly untilHandOver?: boolean | undefined; readonly isIncoming?: boolean },
): HelpDeskAct {
  const { untilHandOver = false, isIncoming = false } = terms;
  return {
    ...{ kind: "assign", holder, isIncoming },
    ...(untilHandOver && { firstUse: closedFirstUse }),
  };
}

async function findClock(
  ports: Ports,
  serial: string,
  codes: { readonly first: string; readonly second: string },
  actor: string,
): Promise<ActOutcome> {
  const decided = await decideAndStore<ResynchronisationDecision>(
    ports,
    () => loadKey(ports, serial),
    async (record) => resynchronise(record, codes, { ...contextOf(ports), actor }),
  );
  if (decided === null) return { kind: "unknown-key", serial };
  const { decision } = decided;
  switch (decision.kind) {
    case "resynchronised":
      return { ...done(serial), offsetSteps: decision.offsetSteps, step: decision.step };
    case "impossible":
      return { ...decision, serial };
    case "not-found":
    case "used":
    case "spent":
      return decision;
    default:
      return decision satisfies never;
  }
}

/**
 * Takes a key from its holder and gives them another one. Both are looked at before anything is
 * changed; the old one goes first, since a holder has one present key and one on its way at a time.
 * In place of a key on its way the new one is on its way.
 */
async function replace(
  ports: Ports,
  serial: string,
  { by, old, untilHandOver = false }: Replacement,
  actor: string,
): Promise<ActOutcome> {
  const former = await loadKey(ports, serial);
  if (former === null) return { kind: "unknown-key", serial };
  const next = await loadKey(ports, by);
  if (next === null) return { kind: "unknown-key", serial: by };
  const { holder, isIncoming } = former.record;
  if (holder === null) return { kind: "impossible", serial, state: former.record.state.kind };
  const { state } = next.record;
  if (state.kind !== "in-stock" && state.kind !== "lost") {
    return { kind: "impossible", serial: by, state: state.kind };
  }
  const gone = await actOnStoredKey(ports, serial, { kind: old }, actor);
  if (gone.kind !== "done") return gone;
  const act = assignment(holder, { untilHandOver, isIncoming });
  const given = await change(ports, by, act, actor);
  return given.kind === "done" ? { ...given, holder } : { kind: "half-done", holder };
}

/** Gives the holder of a key in service a second one, beside which the first stays as it is. */
async function sendSecondKey(
  ports: Ports,
  serial: string,
  { by, untilHandOver }: SecondKey,
  actor: string,
): Promise<ActOutcome> {
  const present = await loadKey(ports, serial);
  if (present === null) return { kind: "unknown-key", serial };
  const { holder, state } = present.record;
  if (holder === null || state.kind !== "in-service") {
    return { kind: "impossible", serial, state: state.kind };
  }
  const act = assignment(holder, { untilHandOver, isIncoming: true });
  const outcome = await change(ports, by, act, actor);
  return outcome.kind === "done" ? { ...outcome, holder } : outcome;
}

function done(serial: string): ActDone {
  return {
    kind: "done",
    serial,
    holder: null,
    offsetSteps: null,
    step: null,
    activationCode: null,
    firstUseUntil: null,
    temporaryCode: null,
  };
}
