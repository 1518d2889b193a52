import type { JSX } from "hono/jsx/jsx-runtime";
import {
  type FieldProblems,
  identifierCharactersMax,
  passcodeCharactersMax,
} from "../../web/fields.ts";
import { FormIdField, problemText, SecretField, TextField } from "../../web/parts/fields.tsx";
import type { FormView } from "../../web/view.ts";

/**
 * The two fields and the button of every form that `checkLoginFields` reads. The words are the
 * page's own; the identifier comes back so that it can be checked, a PASSCODE never.
 */
export function LoginInputs(props: {
  readonly view: FormView;
  readonly identifier: string;
  readonly problems: FieldProblems;
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
}): JSX.Element {
  const { view, problems } = props;
  const { mailDomain } = view.brand;
  const identifierProblem = problemText(view, problems.identifier, identifierCharactersMax);
  return (
    <>
      <FormIdField view={view} />
      <TextField
        view={view}
        name="identifier"
        label={view.t("login.identifier")}
        hint={
          mailDomain === null ? undefined : view.t("login.identifier-hint", { domain: mailDomain })
        }
        problem={identifierProblem}
        hasFocus={identifierProblem !== null}
        maxLength={identifierCharactersMax}
        value={props.identifier}
        autocomplete="username"
      />
      <SecretField
        view={view}
        name="passcode"
        label={props.label}
        hint={props.hint}
        problem={problemText(view, problems.passcode, passcodeCharactersMax)}
        hasFocus={identifierProblem === null && problems.passcode !== undefined}
        maxLength={passcodeCharactersMax}
        autocomplete="one-time-code"
      />
      <button type="submit" class="primary">
        {props.submit}
      </button>
    </>
  );
}
