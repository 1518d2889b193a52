import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { csrfField } from "../../http/session.ts";
import type { FieldProblem } from "../fields.ts";
import type { FormView, View } from "../view.ts";

/** What every field has. The name is the identifier too. */
type FieldProps = {
  readonly view: View;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with what was given, as a text. */
  readonly problem: string | null;
  /** Whether this is the first field that is wrong: it gets the focus. */
  readonly hasFocus?: boolean;
  readonly maxLength: number;
  /** Whether it may be left empty. */
  readonly optional?: boolean;
};

/** A field of ordinary text. */
export function TextField(
  props: FieldProps & { readonly value: string; readonly autocomplete: string },
): JSX.Element {
  return (
    <div class="field">
      <label for={props.name}>{props.label}</label>
      <FieldNotes {...props} />
      <input
        type="text"
        {...inputAttributes(props)}
        value={props.value}
        autocomplete={props.autocomplete}
      />
    </div>
  );
}

/** A field of which the value is hidden and never given back; a script adds what shows it. */
export function SecretField(props: FieldProps & { readonly autocomplete: string }): JSX.Element {
  const { t } = props.view;
  return (
    <div class="field">
      <label for={props.name}>{props.label}</label>
      <FieldNotes {...props} />
      <div class="secret">
        <input
          type="password"
          {...inputAttributes(props)}
          autocomplete={props.autocomplete}
          inputmode="text"
        />
        <button
          type="button"
          class="reveal"
          hidden
          aria-controls={props.name}
          aria-label={t("field.show-what", { field: props.label })}
          data-show={t("field.show")}
          data-show-label={t("field.show-what", { field: props.label })}
          data-hide={t("field.hide")}
          data-hide-label={t("field.hide-what", { field: props.label })}
        >
          {t("field.show")}
        </button>
      </div>
    </div>
  );
}

/** A form of ours: it carries the session's token, and a script sends it once only. */
export function Form(props: {
  readonly view: FormView;
  readonly action: string;
  readonly class?: string;
  readonly children?: Child;
}): JSX.Element {
  return (
    <form
      method="post"
      action={props.action}
      class={props.class ?? "card"}
      data-sending={props.view.t("field.sending")}
    >
      <input type="hidden" name={csrfField} value={props.view.csrf} />
      {props.children}
    </form>
  );
}

/** Answers what a field's problem is, in words. */
export function problemText(
  { t }: View,
  problem: FieldProblem | undefined,
  charactersMax: number,
): string | null {
  if (problem === undefined) return null;
  if (problem === "too-long") return t("field.too-long", { max: charactersMax });
  return t(`field.${problem}`);
}

function FieldNotes({ name, hint, problem }: FieldProps) {
  return (
    <>
      {hint === undefined ? null : (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {problem === null ? null : (
        <p class="problem" id={`${name}-problem`}>
          <WarningSign />
          <span>{problem}</span>
        </p>
      )}
    </>
  );
}

/** As texts, since hono/jsx leaves out an attribute that is false, and no spellcheck is not "false". */
function inputAttributes(props: FieldProps): Readonly<Record<string, unknown>> {
  const { name, hint, problem, hasFocus, maxLength } = props;
  const notes = [problem === null ? "" : `${name}-problem`, hint ? `${name}-hint` : ""];
  const describedBy = notes.filter((note) => note !== "").join(" ");
  return {
    id: name,
    name,
    required: props.optional !== true,
    maxlength: maxLength,
    spellcheck: "false",
    autocapitalize: "none",
    autocorrect: "off",
    "aria-describedby": describedBy === "" ? undefined : describedBy,
    "aria-invalid": problem === null ? undefined : "true",
    "data-focus": hasFocus ? "" : undefined,
  };
}

/** Says "warning" by its form too, not by colour alone. */
export function WarningSign(): JSX.Element {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path
        d="M12 3 1.8 20.5h20.4z"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linejoin="round"
      />
      <path
        d="M12 9.5v5m0 2.6v.4"
        stroke="currentColor"
        stroke-width="2.2"
        stroke-linecap="round"
      />
    </svg>
  );
}
