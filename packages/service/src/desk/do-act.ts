import {
  holderIdentifier,
  type KeyRecord,
  momentAfter,
  returningKeys,
  temporaryCodeUsesMax,
} from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import {
  type ActDone,
  type ActOutcome,
  actOnStoredKey,
  firstUseDaysMax,
  type KeyAct,
  temporaryCodeHoursMax,
} from "@jeton/validator/parts";
import { mayBeAssignedTo, type Scoped } from "../scoped/index.ts";
import { keepReason, reasonLengthMax } from "./act-notes.ts";
import { actRules, type DeskAct } from "./acts.ts";

/** The fields that acts have; each has those of `actFields`. */
export type ActField =
  | ("holder" | "first" | "second" | "serial" | "fate" | "reason")
  | ("waits" | "days" | "activation")
  | ("startsIn" | "hours" | "uses" | "returning");

export const actFields: Readonly<Record<DeskAct, readonly ActField[]>> = {
  assign: ["holder", "waits", "reason"],
  "hand-over": ["days", "activation", "reason"],
  unlock: ["reason"],
  "clear-pin": ["reason"],
  resynchronise: ["first", "second", "reason"],
  "issue-temporary-code": ["hours", "uses", "startsIn", "returning", "reason"],
  "end-temporary-code": ["reason"],
  replace: ["serial", "fate", "waits", "reason"],
  "send-second-key": ["serial", "waits", "reason"],
  suspend: ["reason"],
  resume: ["reason"],
  lose: ["reason"],
  retire: ["reason"],
};

/** What became of an act. */
export type ActAnswer = ActDone | ActProblem;

/** Why the act was not done; at a field where one is to blame. */
export type ActProblem =
  | { readonly kind: "problem"; readonly field: ActField; readonly why: FieldWhy }
  | { readonly kind: "impossible"; readonly record: KeyRecord }
  | { readonly kind: "unknown-key" };

export type FieldWhy =
  | (
      | "holder"
      | "holder-outside"
      | "holder-taken"
      | "reason"
      | "reason-long"
      | "code"
      | "not-found"
      | "used"
      | "spent"
    )
  | ("serial" | "not-in-stock" | "has-second-key" | "days" | "half-done")
  | ("hours" | "uses" | "returning");

/** Does the act of a form to a key, in the name of `actor`, and keeps the reason. */
export async function doAct(
  parts: Scoped,
  act: DeskAct,
  record: KeyRecord,
  given: { readonly fields: ReadonlyMap<ActField, string>; readonly actor: string },
): Promise<ActAnswer> {
  const { ports } = parts;
  const { actor } = given;
  const field = (name: ActField) => (given.fields.get(name) ?? "").trim();
  const reason = field("reason").replaceAll(/\s+/gu, " ");
  if (reason === "" && actRules[act].reason === "wanted") return problem("reason", "reason");
  if (reason.length > reasonLengthMax) return problem("reason", "reason-long");
  const answer = await decided(parts, act, record, field, actor);
  // The present key of a holder who gets a second one was not changed.
  const isSecond = act === "send-second-key" && answer.kind === "done";
  const changed = isSecond ? answer.serial : record.serial;
  if (hasChanged(answer)) await keepReason(ports, changed, actor, reason);
  return answer;
}

/** Whether something was done to the key: it is out of use when only its successor was taken. */
function hasChanged(answer: ActAnswer): boolean {
  return answer.kind === "done" || (answer.kind === "problem" && answer.why === "half-done");
}

async function decided(
  parts: Scoped,
  act: DeskAct,
  record: KeyRecord,
  field: (name: ActField) => string,
  actor: string,
): Promise<ActAnswer> {
  const { ports } = parts;
  const read = readAct(act, record, field, ports);
  if (!("act" in read)) return read;
  if (read.act.kind === "assign" && !(await mayBeAssignedTo(parts, read.act.holder))) {
    return problem("holder", "holder-outside");
  }
  const outcome = await actOnStoredKey(ports, record.serial, read.act, actor);
  return answerOf(outcome, record, "by" in read.act ? read.act.by : null);
}

/** Returns the act that the fields ask for, or what is wrong with one of them. */
function readAct(
  act: DeskAct,
  record: KeyRecord,
  field: (name: ActField) => string,
  ports: Pick<Ports, "clock">,
): { readonly act: KeyAct } | ActProblem {
  const untilHandOver = field("waits") !== "";
  switch (act) {
    case "assign": {
      const holder = holderIdentifier(field("holder"));
      if (holder === null) return problem("holder", "holder");
      return { act: { kind: act, holder, untilHandOver } };
    }
    case "resynchronise": {
      const [first, second] = [digitsOf(field("first")), digitsOf(field("second"))];
      const isCode = (code: string) =>
        code.length === record.parameters.digits && /^\d+$/u.test(code);
      if (!isCode(first)) return problem("first", "code");
      if (!isCode(second)) return problem("second", "code");
      return { act: { kind: act, first, second } };
    }
    case "replace": {
      const old = field("fate") === "retired" ? "retire" : "lose";
      return { act: { kind: act, by: digitsOf(field("serial")), old, untilHandOver } };
    }
    case "send-second-key":
      return { act: { kind: act, by: digitsOf(field("serial")), untilHandOver } };
    case "hand-over": {
      const days = /^\d{1,4}$/u.test(field("days")) ? Number(field("days")) : 0;
      if (days < 1 || days > firstUseDaysMax) return problem("days", "days");
      return { act: { kind: act, days, activationCode: field("activation") !== "" } };
    }
    case "issue-temporary-code":
      return readTemporaryCode(field, ports);
    case "end-temporary-code":
    case "unlock":
    case "clear-pin":
    case "suspend":
    case "resume":
    case "lose":
    case "retire":
      return { act: { kind: act } };
    default:
      return act satisfies never;
  }
}

function readTemporaryCode(
  field: (name: ActField) => string,
  { clock }: Pick<Ports, "clock">,
): { readonly act: KeyAct } | ActProblem {
  const [hours, uses] = [wholeOf(field("hours")), wholeOf(field("uses"))];
  const startsIn = wholeOf(field("startsIn") || "0");
  const returningKey = returningKeys.find((each) => each === field("returning"));
  if (!(hours >= 1 && hours <= temporaryCodeHoursMax)) return problem("hours", "hours");
  if (!(uses >= 1 && uses <= temporaryCodeUsesMax)) return problem("uses", "uses");
  if (!(startsIn <= temporaryCodeHoursMax)) return problem("startsIn", "hours");
  if (returningKey === undefined) return problem("returning", "returning");
  const startsAt = startsIn === 0 ? null : momentAfter(clock(), startsIn * hourMilliseconds);
  return { act: { kind: "issue-temporary-code", startsAt, hours, uses, returningKey } };
}

const hourMilliseconds = 60 * 60 * 1000;

/** NaN for what is no whole number of four digits at most. */
function wholeOf(text: string): number {
  return /^\d{1,4}$/u.test(text) ? Number(text) : Number.NaN;
}

function digitsOf(text: string): string {
  return text.replaceAll(/\s/gu, "");
}

/**
 * Returns what the page says of an outcome: at a field where one is to blame. `successor`: the serial
 * that was typed for a new key.
 */
function answerOf(outcome: ActOutcome, record: KeyRecord, successor: string | null): ActAnswer {
  switch (outcome.kind) {
    case "done":
      return outcome;
    case "unknown-key":
      return outcome.serial === successor ? problem("serial", "serial") : { kind: "unknown-key" };
    case "impossible":
      return outcome.serial === successor
        ? problem("serial", "not-in-stock")
        : { kind: "impossible", record };
    case "holder-taken":
      return successor === null
        ? problem("holder", "holder-taken")
        : problem("serial", "has-second-key");
    case "half-done":
      return problem("serial", "half-done");
    case "not-found":
    case "used":
    case "spent":
      return problem("second", outcome.kind);
    default:
      return outcome satisfies never;
  }
}

function problem(field: ActField, why: FieldWhy): ActProblem {
  return { kind: "problem", field, why };
}
