import type { JSX } from "hono/jsx/jsx-runtime";
import { WarningSign } from "../../web/parts/fields.tsx";

/** A field of the desk's forms: one line, or several for a text. */
export function InputField(props: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly problem?: string | null;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly autocomplete?: string;
  readonly inputmode?: "numeric" | "search";
  readonly rows?: number;
}): JSX.Element {
  const { name, hint, problem = null } = props;
  const notes = [problem === null ? "" : `${name}-problem`, hint ? `${name}-hint` : ""];
  const describedBy = notes.filter((note) => note !== "").join(" ");
  const attributes: Readonly<Record<string, unknown>> = {
    id: name,
    name,
    required: props.required ?? true,
    maxlength: props.maxLength ?? 256,
    // As a text: hono/jsx leaves out an attribute that is false.
    spellcheck: props.rows ? undefined : "false",
    autocapitalize: "none",
    autocomplete: props.autocomplete ?? "off",
    "aria-describedby": describedBy === "" ? undefined : describedBy,
    "aria-invalid": problem === null ? undefined : "true",
    "data-focus": problem === null ? undefined : "",
  };
  return (
    <div class="field">
      <label for={name}>{props.label}</label>
      {hint ? (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {problem === null ? null : (
        <p class="problem" id={`${name}-problem`}>
          <WarningSign />
          <span>{problem}</span>
        </p>
      )}
      {props.rows ? (
        <textarea {...attributes} rows={props.rows}>
          {props.value}
        </textarea>
      ) : (
        <input type="text" {...attributes} inputmode={props.inputmode} value={props.value} />
      )}
    </div>
  );
}
