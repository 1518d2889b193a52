import type { ChallengeIssued } from "@jeton/validator/parts";
import type { JSX } from "hono/jsx/jsx-runtime";
import { type FieldProblems, passcodeCharactersMax } from "../../web/fields.ts";
import { Form, problemText, SecretField } from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { type FormView, pagePaths } from "../../web/view.ts";
import { Challenge } from "../parts/challenge.tsx";
import { PasscodeFigure } from "../parts/passcode-figure.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { pinChangeSteps, Steps } from "../parts/steps.tsx";

/** Why the page is shown. */
export type ChangePinReason =
  | { readonly kind: "opened" }
  | { readonly kind: "refused" }
  | { readonly kind: "unusable"; readonly problems: FieldProblems };

/** The first step of a change of PIN: whoever wants it proves who they are, although they are logged in. */
export function ChangePinPage(props: {
  readonly view: FormView;
  readonly reason: ChangePinReason;
  readonly digits: number;
  /** The challenge that the code answers; null for a key that answers none. */
  readonly issued: ChallengeIssued | null;
}): JSX.Element {
  const { view, reason, digits, issued } = props;
  const { t } = view;
  const steps = issued === null ? pinChangeSteps(view) : pinChangeSteps(view, "keypad");
  const problem = reason.kind === "unusable" ? reason.problems.passcode : undefined;
  return (
    <Layout
      view={view}
      title={t("change.title")}
      page="change-pin"
      hasError={reason.kind !== "opened"}
    >
      <Steps view={view} label={t("change.label")} texts={steps} current={1} />
      <h1>{t("change.title")}</h1>
      {reason.kind === "refused" ? (
        <Refusal view={view}>
          <ul>
            <li>{t("change.refused-pin")}</li>
            <li>{issued === null ? t("refused.wait") : t("answer.refused-new")}</li>
            <li>{t("refused.passcode", { digits })}</li>
            <li>{t("refused.desk")}</li>
          </ul>
        </Refusal>
      ) : (
        <p class="lead">{t("change.intro")}</p>
      )}
      <div class="columns">
        <Form view={view} action={pagePaths["change-pin"]}>
          {issued === null ? null : <Challenge view={view} issued={issued} />}
          <SecretField
            view={view}
            name="passcode"
            label={t("change.passcode")}
            hint={issued === null ? t("change.passcode-hint", { digits }) : t("change.keypad-hint")}
            problem={problemText(view, problem, passcodeCharactersMax)}
            hasFocus={problem !== undefined}
            maxLength={passcodeCharactersMax}
            autocomplete="one-time-code"
          />
          <button type="submit" class="primary">
            {t("change.submit")}
          </button>
          <p class="below">
            <a href={pagePaths.home}>{t("change.back")}</a>
          </p>
        </Form>
        <div class="explanations">
          <section>
            <h2>{t("confirm.figure-title")}</h2>
            <PasscodeFigure view={view} digits={digits} />
          </section>
          <section>
            <h2>{t("confirm.help")}</h2>
            <p>{t("change.forgotten")}</p>
            <p>
              <a href={pagePaths["help-pin"]}>{t("change.forgotten-link")}</a>
            </p>
          </section>
        </div>
      </div>
    </Layout>
  );
}
