import type { Context, Hono } from "hono";
import type { CheckedFields, FieldProblems } from "./fields.ts";
import type { FormBody } from "./form-body.ts";
import { answerNotice, type NoticeKind, readForm } from "./read-form.tsx";
import type { Session } from "./session.ts";
import type { PortalParts } from "./view.ts";

type Answer = Response | Promise<Response>;

/** What becomes of a form of the portal that is sent. */
export type FormRule<S extends Session, Fields> = {
  readonly path: string;
  /** Returns the session in which the form may be sent, or which notice is shown instead. */
  readonly admit: (session: Session) => S | NoticeKind;
  readonly check: (body: FormBody) => CheckedFields<Fields>;
  /** Shows the form again, with what is wrong with its fields. Nothing has happened. */
  readonly onUnusable: (
    c: Context,
    session: S,
    unusable: { readonly problems: FieldProblems<Fields>; readonly body: FormBody },
  ) => Answer;
  readonly act: (c: Context, session: S, fields: Fields) => Answer;
};

/** Adds what a form does. Nothing happens unless it is ours, its session is right and its fields are usable. */
export function addForm<S extends Session, Fields>(
  portal: Hono,
  parts: PortalParts,
  { path, admit, check, onUnusable, act }: FormRule<S, Fields>,
): void {
  portal.post(path, async (c) => {
    const form = await readForm(c, parts);
    if (!form.ok) return form.answer;
    const session = admit(form.session);
    if (typeof session === "string") return answerNotice(c, parts, 403, session);
    const checked = check(form.body);
    if (checked.ok) return act(c, session, checked.fields);
    const { problems } = checked;
    if (problems === "unknown") return answerNotice(c, parts, 400, "unknown-field");
    return onUnusable(c, session, { problems, body: form.body });
  });
}

/** Admits every session of the portal. */
export function anySession(session: Session): Session {
  return session;
}

/** Returns the identifier that was typed, to be shown again; nothing in place of an unusable one. */
export function keptIdentifier({
  problems,
  body,
}: {
  readonly problems: { readonly identifier?: unknown };
  readonly body: FormBody;
}): string {
  return problems.identifier ? "" : (body.get("identifier")?.[0] ?? "");
}
