import { spareCodeWords } from "@jeton/core";
import type { ChallengeIssued } from "@jeton/validator/parts";
import type { JSX } from "hono/jsx/jsx-runtime";
import { passcodeCharactersMax } from "../../web/fields.ts";
import { Form, FormIdField, problemText, SecretField } from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { type FormView, pagePaths } from "../../web/view.ts";
import { Challenge } from "../parts/challenge.tsx";
import { PasscodeFigure } from "../parts/passcode-figure.tsx";
import { Refusal } from "../parts/refusal.tsx";
import type { ChangePinReason } from "./change-pin-page.tsx";

/** What recovery codes are, and the form that makes a set: whoever wants it shows the key, although they are logged in. */
export function RecoveryCodesPage(props: {
  readonly view: FormView;
  readonly reason: ChangePinReason;
  readonly digits: number;
  /** The challenge that the code answers; null for a key that answers none. */
  readonly issued: ChallengeIssued | null;
  /** How many codes of the present set still pass. */
  readonly left: number;
}): JSX.Element {
  const { view, reason, digits, issued, left } = props;
  const { t } = view;
  const problem = reason.kind === "unusable" ? reason.problems.passcode : undefined;
  return (
    <Layout
      view={view}
      title={t("recovery.title")}
      page="recovery-codes"
      hasError={reason.kind !== "opened"}
    >
      <h1>{t("recovery.title")}</h1>
      {reason.kind === "refused" ? (
        <Refusal view={view}>
          <ul>
            <li>{t("change.refused-pin")}</li>
            <li>{issued === null ? t("refused.wait") : t("answer.refused-new")}</li>
            <li>{t("recovery.refused-spare")}</li>
            <li>{t("refused.desk")}</li>
          </ul>
        </Refusal>
      ) : (
        <p class="lead">{t("recovery.intro")}</p>
      )}
      <div class="columns">
        <Form view={view} action={pagePaths["recovery-codes"]}>
          <FormIdField view={view} />
          <p class="field">
            <strong>{t("recovery.left", { left })}</strong>
          </p>
          {left === 0 ? null : <p class="field">{t("recovery.replaces")}</p>}
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
            {t("recovery.submit")}
          </button>
          <p class="below">
            <a href={pagePaths.home}>{t("change.back")}</a>
          </p>
        </Form>
        <Explanations view={view} digits={digits} isKeypad={issued !== null} />
      </div>
    </Layout>
  );
}

function Explanations(props: {
  readonly view: FormView;
  readonly digits: number;
  readonly isKeypad: boolean;
}) {
  const { view, digits, isKeypad } = props;
  const { t } = view;
  return (
    <div class="explanations">
      <section>
        <h2>{t("recovery.use-title")}</h2>
        <HowToUse view={view} />
      </section>
      {isKeypad ? null : (
        <section>
          <h2>{t("confirm.figure-title")}</h2>
          <PasscodeFigure view={view} digits={digits} />
        </section>
      )}
    </div>
  );
}

/** The new set, shown once, to be printed or copied. */
export function NewRecoveryCodesPage(props: {
  readonly view: FormView;
  readonly holder: string;
  readonly serial: string;
  readonly codes: readonly string[];
}): JSX.Element {
  const { view, holder, serial, codes } = props;
  const { t } = view;
  return (
    <Layout view={view} title={t("recovery.new-title")} page="recovery-codes">
      <h1>{t("recovery.new-title")}</h1>
      <p class="lead screen-only">{t("recovery.once")}</p>
      <section class="card recovery-codes" aria-labelledby="codes">
        <h2 id="codes">{t("recovery.of", { holder, serial })}</h2>
        <ul translate="no">
          {codes.map((code) => (
            <li>{spareCodeWords(code)}</li>
          ))}
        </ul>
        <HowToUse view={view} />
      </section>
      <p class="screen-only">
        <a class="button primary" href={pagePaths.home}>
          {t("recovery.kept")}
        </a>
      </p>
    </Layout>
  );
}

function HowToUse({ view: { t } }: { readonly view: FormView }) {
  return (
    <ul>
      <li>{t("recovery.use")}</li>
      <li>{t("recovery.use-once")}</li>
      <li>{t("recovery.keep")}</li>
    </ul>
  );
}
