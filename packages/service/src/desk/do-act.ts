import { type HelpDeskAct, holderIdentifier, type KeyRecord, OtpError } from "@jeton/core";
import { changeKey, resynchroniseKey } from "../keys.ts";
import type { Ports } from "../login/ports.ts";
import { keepReason, reasonLengthMax } from "./act-notes.ts";
import { actRules, type DeskAct } from "./acts.ts";

/** The fields that acts have; each has those of `actFields`. */
export type ActField = "holder" | "first" | "second" | "serial" | "fate" | "reason";

export const actFields: Readonly<Record<DeskAct, readonly ActField[]>> = {
  assign: ["holder", "reason"],
  "hand-over": ["reason"],
  unlock: ["reason"],
  "clear-pin": ["reason"],
  resynchronise: ["first", "second", "reason"],
  replace: ["serial", "fate", "reason"],
  suspend: ["reason"],
  resume: ["reason"],
  lose: ["reason"],
  retire: ["reason"],
};

/** What became of an act. */
export type ActAnswer =
  | { readonly kind: "done"; readonly offsetSteps: number | null; readonly serial: string }
  | ActProblem;

/** Why nothing was done; at a field where one is to blame. */
export type ActProblem =
  | { readonly kind: "problem"; readonly field: ActField; readonly why: FieldWhy }
  | { readonly kind: "impossible"; readonly record: KeyRecord }
  | { readonly kind: "unknown-key" };

export type FieldWhy =
  | ("holder" | "holder-taken" | "reason" | "reason-long" | "code" | "not-found" | "spent")
  | ("serial" | "not-in-stock");

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
  if (answer.kind === "done") await keepReason(ports, record.serial, actor, reason);
  return answer;
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
      return change(ports, record, { kind: "assign", holder }, actor);
    }
    case "resynchronise":
      return resynchronised(ports, record, field, actor);
    case "replace":
    case "hand-over":
      return { kind: "impossible", record };
    default:
      return change(ports, record, { kind: act }, actor);
  }
}

async function change(
  ports: Ports,
  record: KeyRecord,
  act: HelpDeskAct,
  actor: string,
): Promise<ActAnswer> {
  try {
    const { kind } = await changeKey(ports, record.serial, act, actor);
    if (kind === "impossible") return { kind, record };
    return kind === "done" ? done(record.serial) : { kind };
  } catch (error) {
    if (error instanceof OtpError && error.code === "HOLDER_TAKEN") {
      return problem("holder", "holder-taken");
    }
    throw error;
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

function done(serial: string) {
  return { kind: "done", offsetSteps: null, serial } as const;
}

function problem(field: ActField, why: FieldWhy): ActProblem {
  return { kind: "problem", field, why };
}
