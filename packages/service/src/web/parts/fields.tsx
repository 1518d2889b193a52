import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { FieldProblem } from "../fields.ts";
import { csrfField } from "../session.ts";
import type { FormView, View } from "../view.ts";

/** What every field has. The name is the identifier too. */
type FieldProps = {
  readonly view: View;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was given, as a text. */
  readonly problem: string | null;
  /** Whether this is the first field that is wrong: it gets the focus. */
  readonly hasFocus?: boolean;
  readonly maxLength?: number;
  /** Whether it may stay empty: its label then says so. */
  readonly isOptional?: boolean;
  /** Whether it is empty in cases of which its hint tells. */
  readonly mayBeEmpty?: boolean;
};

/** A field of ordinary text. */
export function TextField(
  props: FieldProps & {
    readonly value: string;
    readonly autocomplete: string;
    /** What people often give; anything else can be typed as well. */
    readonly suggestions?: readonly string[];
  },
): JSX.Element {
  const { name, suggestions = [] } = props;
  const list = `${name}-suggestions`;
  return (
    <div class="field">
      <FieldLabel {...props} />
      <FieldNotes {...props} />
      <input
        type={inputTypes[props.autocomplete] ?? "text"}
        {...inputAttributes(props)}
        value={props.value}
        autocomplete={props.autocomplete}
        {...(suggestions.length > 0 && { list })}
      />
      {suggestions.length === 0 ? null : (
        <datalist id={list}>
          {suggestions.map((text) => (
            <option>{text}</option>
          ))}
        </datalist>
      )}
    </div>
  );
}

/** What brings up the right keyboard; an address is checked by us, in our own words. */
const inputTypes: Readonly<Record<string, string>> = { tel: "tel" };

/** A field of several lines. */
export function TextArea(
  props: FieldProps & { readonly value: string; readonly rows: number },
): JSX.Element {
  const { spellcheck: _, autocapitalize: __, ...attributes } = inputAttributes(props);
  return (
    <div class="field">
      <FieldLabel {...props} />
      <FieldNotes {...props} />
      <textarea {...attributes} rows={props.rows}>
        {props.value}
      </textarea>
    </div>
  );
}

/** A field in which files are chosen, none of them asked for. */
export function FileField(props: FieldProps & { readonly accept: string }): JSX.Element {
  const optional = { ...props, isOptional: true };
  const { spellcheck: _, ...attributes } = inputAttributes(optional);
  return (
    <div class="field">
      <FieldLabel {...optional} />
      <FieldNotes {...optional} />
      <input
        type="file"
        {...attributes}
        accept={props.accept}
        multiple
        data-previews={props.view.t("field.files-chosen")}
      />
    </div>
  );
}

/** All that is wrong with a long form, each with a way to its field. It gets the focus. */
export function ErrorSummary(props: {
  readonly title: string;
  readonly errors: readonly { readonly name: string; readonly text: string }[];
  readonly children?: Child;
}): JSX.Element | null {
  if (props.errors.length === 0) return null;
  return (
    <section class="alert" role="alert" tabindex={-1} aria-labelledby="problems" data-focus="">
      <h2 id="problems">
        <WarningSign />
        <span>{props.title}</span>
      </h2>
      <ul>
        {props.errors.map(({ name, text }) => (
          <li>
            <a href={`#${name}`}>{text}</a>
          </li>
        ))}
      </ul>
      {props.children}
    </section>
  );
}

/** A field of which the value is hidden and never given back; a script adds what shows it. */
export function SecretField(props: FieldProps & { readonly autocomplete: string }): JSX.Element {
  const { t } = props.view;
  return (
    <div class="field">
      <FieldLabel {...props} />
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
  readonly hasFiles?: boolean;
  readonly children?: Child;
}): JSX.Element {
  return (
    <form
      method="post"
      enctype={props.hasFiles ? "multipart/form-data" : undefined}
      // Ours say more than the browser's bubbles, in the page's language.
      novalidate={props.hasFiles}
      action={props.action}
      class={props.class ?? "card"}
      data-sending={props.view.t("field.sending")}
    >
      <input type="hidden" name={csrfField} value={props.view.csrf} />
      {props.children}
    </form>
  );
}

/** What names a form that decides a PASSCODE; see `FormId`. */
export function FormIdField({ view }: { readonly view: FormView }): JSX.Element {
  return <input type="hidden" name="attempt" value={view.formId} disabled={!view.formId} />;
}

/** Returns what a field's problem is, in words. */
export function problemText(
  { t }: View,
  problem: FieldProblem | undefined,
  charactersMax: number,
): string | null {
  if (problem === undefined) return null;
  if (problem === "too-long") return t("field.too-long", { max: charactersMax });
  return t(`field.${problem}`);
}

function FieldLabel({ view, name, label, isOptional }: FieldProps) {
  return (
    <label for={name}>
      {label}
      {isOptional ? <span class="optional"> {view.t("request.optional")}</span> : null}
    </label>
  );
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
  const { name, hint, problem, hasFocus, maxLength, isOptional } = props;
  const notes = [problem === null ? "" : `${name}-problem`, hint ? `${name}-hint` : ""];
  const describedBy = notes.filter((note) => note !== "").join(" ");
  return {
    id: name,
    name,
    required: isOptional || props.mayBeEmpty ? undefined : true,
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
