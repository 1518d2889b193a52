import type { JSX } from "hono/jsx/jsx-runtime";
import type { Enrolment } from "../../staff/enrol-staff.ts";
import {
  type PasswordProblem,
  passwordLengthMax,
  passwordLengthMin,
} from "../../staff/password.ts";
import { Form, SecretField } from "../../web/parts/fields.tsx";
import type { DeskView } from "../desk-view.ts";
import { InputField } from "../parts/input-field.tsx";
import { DeskLayout } from "../parts/layout.tsx";
import { QrCode } from "../parts/qr-code.tsx";
import { deskPaths } from "../paths.ts";

export type EnrolProblem = PasswordProblem | "different" | "code";

/**
 * Where someone of the staff enrols their own second factor: the one page of the desk that shows a
 * secret, their own, until the first code of it was given and never after.
 */
export function EnrolPage(props: {
  readonly view: DeskView;
  readonly enrolment: Enrolment;
  readonly problem: EnrolProblem | null;
}): JSX.Element {
  const { view, enrolment, problem } = props;
  const { t } = view;
  const problemText =
    problem === null
      ? null
      : t(`enrol.problem-${problem}`, { min: passwordLengthMin, max: passwordLengthMax });
  const at = problem === "code" ? "code" : problem === "different" ? "passwordAgain" : "password";
  const problemOf = (field: string) => (at === field ? problemText : null);
  return (
    <DeskLayout view={view} title={t("enrol.title")} hasError={problem !== null}>
      <h1>{t("enrol.title")}</h1>
      <p class="lead">{t("enrol.intro")}</p>
      <div class="columns">
        <section class="card enrolment">
          <h2>{t("enrol.scan-title")}</h2>
          <p>{t("enrol.scan")}</p>
          <QrCode text={enrolment.uri} label={t("enrol.qr")} />
          <p>{t("enrol.secret")}</p>
          <p class="secret-text">{enrolment.secret}</p>
          <details>
            <summary>{t("enrol.uri")}</summary>
            <p class="uri">{enrolment.uri}</p>
          </details>
        </section>
        <div>
          <Form view={view} action={deskPaths.enrol}>
            <h2>{t("enrol.form-title")}</h2>
            <SecretField
              view={view}
              name="password"
              label={t("enrol.password")}
              hint={t("enrol.password-hint", { min: passwordLengthMin })}
              problem={problemOf("password")}
              hasFocus={problemOf("password") !== null}
              maxLength={passwordLengthMax}
              autocomplete="new-password"
            />
            <SecretField
              view={view}
              name="passwordAgain"
              label={t("enrol.password-again")}
              problem={problemOf("passwordAgain")}
              hasFocus={problemOf("passwordAgain") !== null}
              maxLength={passwordLengthMax}
              autocomplete="new-password"
            />
            <InputField
              name="code"
              label={t("enrol.code")}
              problem={problemOf("code")}
              value=""
              autocomplete="one-time-code"
              inputmode="numeric"
            />
            <button type="submit" class="primary">
              {t("enrol.submit")}
            </button>
          </Form>
        </div>
      </div>
    </DeskLayout>
  );
}
