import type { ChallengeIssued } from "@jeton/validator/parts";
import type { JSX } from "hono/jsx/jsx-runtime";
import {
  type FieldProblems,
  identifierCharactersMax,
  passcodeCharactersMax,
} from "../../web/fields.ts";
import { Form, FormIdField, problemText, SecretField, TextField } from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { type FormView, pagePaths, type View } from "../../web/view.ts";
import { Challenge } from "../parts/challenge.tsx";
import { LoginRefusal } from "../parts/refusal.tsx";
import { keypadSteps, Steps } from "../parts/steps.tsx";

type Given = {
  readonly view: FormView;
  /** Whether it is the page of any key with a keypad, or of a new one. */
  readonly name: "keypad" | "new-keypad";
  readonly identifier: string;
  readonly problems: FieldProblems;
};

/** Where someone whose key has a keypad says who they are, so that a challenge is asked of them. */
export function KeypadPage({ view, name, identifier, problems }: Given): JSX.Element {
  const { t } = view;
  const { mailDomain } = view.brand;
  const problem = problemText(view, problems.identifier, identifierCharactersMax);
  return (
    <Layout view={view} title={t("keypad.title")} page={name} hasError={problem !== null}>
      <Steps view={view} label={t("keypad.label")} texts={keypadSteps(view)} current={1} />
      <h1>{t("keypad.title")}</h1>
      <p class="lead">{t("keypad.intro")}</p>
      <div class="columns">
        <Form view={view} action={pagePaths[name]}>
          <TextField
            view={view}
            name="identifier"
            label={t("login.identifier")}
            hint={
              mailDomain === null ? undefined : t("login.identifier-hint", { domain: mailDomain })
            }
            problem={problem}
            hasFocus={problem !== null}
            maxLength={identifierCharactersMax}
            value={identifier}
            autocomplete="username"
          />
          <button type="submit" class="primary">
            {t("keypad.submit")}
          </button>
          <p class="below">
            <a href={name === "keypad" ? pagePaths.login : pagePaths["new-key"]}>
              {t("keypad.none")}
            </a>
          </p>
        </Form>
        <WhatToGive view={view} />
      </div>
    </Layout>
  );
}

/** The challenge and its answer: the same page for every identifier, known or not (law 6). */
export function AnswerPage(
  props: Given & {
    readonly action: string;
    readonly issued: ChallengeIssued;
    readonly isRefused: boolean;
  },
): JSX.Element {
  const { view, name, identifier, issued, isRefused } = props;
  const { t } = view;
  const problem = problemText(view, props.problems.passcode, passcodeCharactersMax);
  const hasError = isRefused || problem !== null;
  return (
    <Layout view={view} title={t("answer.title")} page={name} hasError={hasError}>
      <Steps view={view} label={t("keypad.label")} texts={keypadSteps(view)} current={2} />
      <h1>{t("answer.title")}</h1>
      {isRefused ? <AnswerRefusal view={view} /> : null}
      <p class="lead">{t("answer.intro", { identifier })}</p>
      <div class="columns">
        <Form view={view} action={props.action}>
          <FormIdField view={view} />
          <input type="hidden" name="identifier" value={identifier} />
          <Challenge view={view} issued={issued} />
          <SecretField
            view={view}
            name="passcode"
            label={t("answer.passcode")}
            hint={t("answer.passcode-hint")}
            problem={problem}
            hasFocus={problem !== null}
            maxLength={passcodeCharactersMax}
            autocomplete="one-time-code"
          />
          <button type="submit" class="primary">
            {t("login.submit")}
          </button>
          <p class="below">
            <a href={pagePaths[name]}>{t("answer.other")}</a>
          </p>
        </Form>
        <WhatToGive view={view} />
      </div>
    </Layout>
  );
}

function WhatToGive({ view: { t } }: { readonly view: View }) {
  return (
    <div class="explanations">
      <section>
        <h2>{t("confirm.figure-title")}</h2>
        <ul>
          <li>{t("answer.refused-passcode")}</li>
          <li>{t("answer.refused-first")}</li>
        </ul>
      </section>
    </div>
  );
}

function AnswerRefusal({ view }: { readonly view: View }) {
  const { t } = view;
  const causes = [t("answer.refused-new"), t("answer.refused-passcode"), t("answer.refused-first")];
  return (
    <LoginRefusal view={view} causes={causes} last={t("answer.refused-desk")} help="help-refused" />
  );
}
