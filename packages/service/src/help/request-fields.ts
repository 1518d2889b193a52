import { z } from "zod";
import type { TicketContent } from "../tickets/ticket.ts";
import type { FieldProblem } from "../web/fields.ts";

/** The form's fields are those of a ticket. */
export type RequestField = keyof TicketContent;

/** What is known of each field, in the order of the form. */
export const requestFields: Readonly<
  Record<RequestField, { readonly charactersMax: number; readonly isRequired: boolean }>
> = {
  name: { charactersMax: 80, isRequired: true },
  firstName: { charactersMax: 80, isRequired: true },
  role: { charactersMax: 120, isRequired: false },
  school: { charactersMax: 160, isRequired: true },
  email: { charactersMax: 254, isRequired: true },
  phone: { charactersMax: 40, isRequired: false },
  hours: { charactersMax: 120, isRequired: false },
  subject: { charactersMax: 160, isRequired: true },
  description: { charactersMax: 5000, isRequired: true },
  accounts: { charactersMax: 400, isRequired: false },
  keyNumber: { charactersMax: 80, isRequired: false },
};

export const requestFieldNames: readonly RequestField[] = Object.keys(
  requestFields,
) as RequestField[];

/** Fields of several lines, in which a line break is no fault. */
const longFields: ReadonlySet<RequestField> = new Set(["description", "accounts"]);

export type RequestProblem = FieldProblem | "email";
export type RequestProblems = Readonly<Partial<Record<RequestField, RequestProblem>>>;

/** A request that can be taken as it is, or what is wrong with each field that is. */
export type CheckedRequest =
  | { readonly ok: true; readonly content: TicketContent }
  | { readonly ok: false; readonly problems: RequestProblems };

/** Returns the request of a form's fields; blanks round a value are dropped. */
export function checkRequest(
  given: Readonly<Record<RequestField, readonly string[]>>,
): CheckedRequest {
  const result = schema.safeParse(given);
  if (result.success) return { ok: true, content: result.data };
  const problems: Partial<Record<RequestField, RequestProblem>> = {};
  for (const { path, message } of result.error.issues) {
    // The messages are the names of problems: `field` writes no others.
    problems[path[0] as RequestField] ??= message as RequestProblem;
  }
  return { ok: false, problems };
}

/** Returns what a form's field held, to be shown again. */
export function shownValue(values: readonly string[], field: RequestField): string {
  return (values[0] ?? "").slice(0, requestFields[field].charactersMax);
}

function field(name: RequestField) {
  const { charactersMax, isRequired } = requestFields[name];
  const forbidden = longFields.has(name) ? /^[\P{Cc}\n\t]*$/u : /^\P{Cc}*$/u;
  const value = z
    .string()
    .transform((text) => text.replaceAll("\r\n", "\n").trim())
    .pipe(
      z
        .string()
        .min(isRequired ? 1 : 0, { error: "empty" satisfies RequestProblem, abort: true })
        .max(charactersMax, { error: "too-long" satisfies RequestProblem, abort: true })
        .regex(forbidden, { error: "control" satisfies RequestProblem, abort: true })
        // A decoder put it in place of bytes that were no text.
        .regex(/^[^\uFFFD]*$/u, { error: "control" satisfies RequestProblem, abort: true }),
    );
  const checked =
    // Whether an address is one shows only by writing to it: a name, an at sign, a domain.
    name === "email"
      ? value.pipe(z.string().regex(/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/u, "email"))
      : value;
  return z
    .array(z.string())
    .min(1, { error: "missing" satisfies RequestProblem, abort: true })
    .max(1, { error: "repeated" satisfies RequestProblem, abort: true })
    .transform((values) => values[0] ?? "")
    .pipe(checked);
}

const schema: z.ZodType<TicketContent> = z.strictObject({
  name: field("name"),
  firstName: field("firstName"),
  role: field("role"),
  school: field("school"),
  email: field("email"),
  phone: field("phone"),
  hours: field("hours"),
  subject: field("subject"),
  description: field("description"),
  accounts: field("accounts"),
  keyNumber: field("keyNumber"),
});
