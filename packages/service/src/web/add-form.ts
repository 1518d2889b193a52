import type { Context, Hono } from "hono";
import { showAgain } from "./again.ts";
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
  /** The page on which the form is shown again when its fields are unusable. Default: `path`. */
  readonly page?: string;
  readonly act: (c: Context, session: S, fields: Fields) => Answer;
};

/** Adds what a form does. Nothing happens unless it is ours, its session is right and its fields are usable. */
export function addForm<S extends Session, Fields>(
  portal: Hono,
  parts: PortalParts,
  { path, page = path, admit, check, act }: FormRule<S, Fields>,
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
    const identifier = keptIdentifier(problems, form.body);
    const again = { kind: "unusable", problems } as const;
    return showAgain(c, parts.ports, { path: page, again, identifier });
  });
}

/** Admits every session of the portal. */
export function anySession(session: Session): Session {
  return session;
}

/** Returns the identifier that was typed, to be shown again; nothing in place of an unusable one. */
function keptIdentifier(problems: FieldProblems, body: FormBody): string {
  return problems.identifier ? "" : (body.get("identifier")?.[0] ?? "");
}
