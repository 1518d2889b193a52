import { type HelpDeskAct, holderIdentifier, type KeyRecord } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { changeKey, resynchroniseKey } from "@jeton/validator/parts";
import { closedFirstUse, firstUseDaysMax, handOverKey, replaceKey } from "../keys/index.ts";
import { keepReason, reasonLengthMax } from "./act-notes.ts";
import { actRules, type DeskAct } from "./acts.ts";

/** The fields that acts have; each has those of `actFields`. */
export type ActField =
  | ("holder" | "first" | "second" | "serial" | "fate" | "reason")
  | ("waits" | "days" | "activation");

export const actFields: Readonly<Record<DeskAct, readonly ActField[]>> = {
  assign: ["holder", "waits", "reason"],
  "hand-over": ["days", "activation", "reason"],
  unlock: ["reason"],
  "clear-pin": ["reason"],
  resynchronise: ["first", "second", "reason"],
  replace: ["serial", "fate", "waits", "reason"],
  suspend: ["reason"],
  resume: ["reason"],
  lose: ["reason"],
  retire: ["reason"],
};

/** What became of an act. */
export type ActAnswer =
  | {
      readonly kind: "done";
      /** After a resynchronisation: by how much the key is ahead. */
      readonly offsetSteps: number | null;
      /** To be told now or never; null when none was asked for. */
      readonly activationCode: string | null;
      /** The key with which the holder goes on. */
      readonly serial: string;
    }
  | ActProblem;

/** Why the act was not done; at a field where one is to blame. */
export type ActProblem =
  | { readonly kind: "problem"; readonly field: ActField; readonly why: FieldWhy }
  | { readonly kind: "impossible"; readonly record: KeyRecord }
  | { readonly kind: "unknown-key" };

export type FieldWhy =
  | ("holder" | "holder-taken" | "reason" | "reason-long" | "code" | "not-found" | "used" | "spent")
  | ("serial" | "not-in-stock" | "days" | "half-done");

/** Does the act of a form to a key, in the name of `actor`, and keeps the reason. */
export async function doAct(
  ports: Ports,
  act: DeskAct,
  record: KeyRecord,
  given: { readonly fields: ReadonlyMap<ActField, string>; readonly actor: string },
): Promise<ActAnswer> {
  const { actor } = given;
  const field = (name: ActField) => (given.fields.get(name) ?? "").trim();
  const reason = field("reason").replaceAll(/\s+/gu, " ");
  if (reason === "" && actRules[act].reason === "wanted") return problem("reason", "reason");
  if (reason.length > reasonLengthMax) return problem("reason", "reason-long");
  const answer = await decided(ports, act, record, field, actor);
  if (hasChanged(answer)) await keepReason(ports, record.serial, actor, reason);
  return answer;
}

/** Whether something was done to the key: it is out of use when only its successor was taken. */
function hasChanged(answer: ActAnswer): boolean {
  return answer.kind === "done" || (answer.kind === "problem" && answer.why === "half-done");
}

async function decided(
  ports: Ports,
  act: DeskAct,
  record: KeyRecord,
  field: (name: ActField) => string,
  actor: string,
): Promise<ActAnswer> {
  switch (act) {
    case "assign": {
      const holder = holderIdentifier(field("holder"));
      if (holder === null) return problem("holder", "holder");
      const waits = field("waits") === "" ? {} : { firstUse: closedFirstUse };
      return change(ports, record, { kind: "assign", holder, ...waits }, actor);
    }
    case "resynchronise":
      return resynchronised(ports, record, field, actor);
    case "replace":
      return replaced(ports, record, field, actor);
    case "hand-over":
      return handedOver(ports, record, field, actor);
    case "unlock":
    case "clear-pin":
    case "suspend":
    case "resume":
    case "lose":
    case "retire":
      return change(ports, record, { kind: act }, actor);
    default:
      return act satisfies never;
  }
}

async function change(
  ports: Ports,
  record: KeyRecord,
  act: HelpDeskAct,
  actor: string,
): Promise<ActAnswer> {
  const { kind } = await changeKey(ports, record.serial, act, actor);
  switch (kind) {
    case "done":
      return done(record.serial);
    case "impossible":
      return { kind, record };
    case "unknown-key":
      return { kind };
    case "holder-taken":
      return problem("holder", kind);
    default:
      return kind satisfies never;
  }
}

async function resynchronised(
  ports: Ports,
  record: KeyRecord,
  field: (name: ActField) => string,
  actor: string,
): Promise<ActAnswer> {
  const first = field("first").replaceAll(/\s/gu, "");
  const second = field("second").replaceAll(/\s/gu, "");
  const isCode = (code: string) => code.length === record.parameters.digits && /^\d+$/u.test(code);
  if (!isCode(first)) return problem("first", "code");
  if (!isCode(second)) return problem("second", "code");
  const decision = await resynchroniseKey(ports, record.serial, { first, second }, actor);
  switch (decision.kind) {
    case "resynchronised":
      return { ...done(record.serial), offsetSteps: decision.offsetSteps };
    case "not-found":
      return problem("second", "not-found");
    case "used":
      return problem("second", "used");
    case "spent":
      return problem("second", "spent");
    case "impossible":
      return { kind: "impossible", record };
    case "unknown-key":
      return { kind: "unknown-key" };
    default:
      return decision satisfies never;
  }
}

async function replaced(
  ports: Ports,
  record: KeyRecord,
  field: (name: ActField) => string,
  actor: string,
): Promise<ActAnswer> {
  const { serial } = record;
  const by = field("serial").replaceAll(/\s/gu, "");
  const old = field("fate") === "retired" ? "retire" : "lose";
  const untilHandOver = field("waits") !== "";
  const answer = await replaceKey(ports, { serial, by, old, untilHandOver }, actor);
  switch (answer.kind) {
    case "done":
      return done(by);
    case "unknown-key":
      return answer.serial === by ? problem("serial", "serial") : { kind: "unknown-key" };
    case "impossible":
      return answer.serial === by
        ? problem("serial", "not-in-stock")
        : { kind: "impossible", record };
    case "half-done":
      return problem("serial", "half-done");
    default:
      return answer satisfies never;
  }
}

async function handedOver(
  ports: Ports,
  record: KeyRecord,
  field: (name: ActField) => string,
  actor: string,
): Promise<ActAnswer> {
  const days = /^\d{1,4}$/u.test(field("days")) ? Number(field("days")) : 0;
  if (days < 1 || days > firstUseDaysMax) return problem("days", "days");
  const terms = { days, activationCode: field("activation") !== "" };
  const answer = await handOverKey(ports, record.serial, terms, actor);
  if (answer.kind === "impossible") return { kind: "impossible", record };
  if (answer.kind !== "done") return answer;
  return { ...done(record.serial), activationCode: answer.activationCode };
}

function done(serial: string): Extract<ActAnswer, { kind: "done" }> {
  return { kind: "done", offsetSteps: null, activationCode: null, serial };
}

function problem(field: ActField, why: FieldWhy): ActProblem {
  return { kind: "problem", field, why };
}
