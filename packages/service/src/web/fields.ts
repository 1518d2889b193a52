import { type Answering, challengeTokenLengthMax } from "@jeton/validator/parts";
import { z } from "zod";
import type { FormBody } from "./form-body.ts";

/** What makes a field unusable, whatever it says. Nothing is counted or stored then. */
export const fieldProblems = ["missing", "empty", "repeated", "control", "too-long"] as const;
export type FieldProblem = (typeof fieldProblems)[number];

/** Characters that a field may have; the API takes as many. */
export const identifierCharactersMax = 128;
export const passcodeCharactersMax = 128;
export const pinCharactersMax = 64;
const formIdCharactersMax = 64;

/** A form that was given out once; sent twice, it gets one answer. Absent where nothing was given out. */
export type FormId = { readonly attempt?: string | undefined };

export type LoginFields = FormId & { readonly identifier: string; readonly passcode: string };
export type PinFields = { readonly pin: string; readonly pinAgain: string };
export type ConfirmFields = FormId & Answering & { readonly passcode: string };
export type AnswerFields = LoginFields & { readonly challenge: string };
export type IdentifierFields = { readonly identifier: string };

/** The fields, or the first problem of each unusable one; "unknown" when there is one too many. */
export type CheckedFields<Fields> =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly problems: FieldProblems }
  | { readonly ok: false; readonly problems: "unknown" };

/** The fields that a form of the portal can have. */
export const fieldNames = [
  "identifier",
  "passcode",
  "pin",
  "pinAgain",
  "challenge",
  "attempt",
] as const;
export type FieldProblems = Readonly<Partial<Record<(typeof fieldNames)[number], FieldProblem>>>;

export function checkLoginFields(body: FormBody): CheckedFields<LoginFields> {
  return check(loginFields, body);
}

export function checkIdentifierFields(body: FormBody): CheckedFields<IdentifierFields> {
  return check(identifierFields, body);
}

export function checkAnswerFields(body: FormBody): CheckedFields<AnswerFields> {
  return check(answerFields, body);
}

export function checkPinFields(body: FormBody): CheckedFields<PinFields> {
  return check(pinFields, body);
}

export function checkConfirmFields(body: FormBody): CheckedFields<ConfirmFields> {
  return check(confirmFields, body);
}

/** A form of a mere button. */
export function checkNoFields(body: FormBody): CheckedFields<object> {
  return check(z.strictObject({}), body);
}

/** The one value of a field; refinements stop at the first problem, whose name is the message. */
const one = (charactersMax: number) =>
  z
    .array(z.string(), "missing" satisfies FieldProblem)
    .max(1, { error: "repeated" satisfies FieldProblem, abort: true })
    .transform((values) => values[0] ?? "")
    .pipe(
      z
        .string()
        .min(1, { error: "empty" satisfies FieldProblem, abort: true })
        .max(charactersMax, { error: "too-long" satisfies FieldProblem, abort: true })
        .regex(/^\P{Cc}*$/u, "control" satisfies FieldProblem),
    );

const loginFields = z.strictObject({
  identifier: one(identifierCharactersMax),
  passcode: one(passcodeCharactersMax),
  attempt: one(formIdCharactersMax).optional(),
});
const identifierFields = z.strictObject({ identifier: one(identifierCharactersMax) });
const challenge = one(challengeTokenLengthMax);
const answerFields = loginFields.extend({ challenge });
const pinFields = z.strictObject({ pin: one(pinCharactersMax), pinAgain: one(pinCharactersMax) });
const confirmFields = z.strictObject({
  passcode: one(passcodeCharactersMax),
  challenge: challenge.optional(),
  attempt: one(formIdCharactersMax).optional(),
});

function check<Fields>(schema: z.ZodType<Fields>, body: FormBody): CheckedFields<Fields> {
  const result = schema.safeParse(Object.fromEntries(body));
  if (result.success) return { ok: true, fields: result.data };
  const { issues } = result.error;
  if (issues.some(({ path }) => path.length === 0)) return { ok: false, problems: "unknown" };
  const problems = Object.fromEntries(issues.map(({ path, message }) => [path[0], message]));
  return { ok: false, problems: problems as FieldProblems };
}
