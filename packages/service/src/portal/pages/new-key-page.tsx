import type { JSX } from "hono/jsx/jsx-runtime";
import type { FieldProblems } from "../../web/fields.ts";
import { Form } from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { type FormView, pagePaths } from "../../web/view.ts";
import { LoginInputs } from "../parts/login-inputs.tsx";
import { LoginRefusal } from "../parts/refusal.tsx";
import { commissioningSteps, Steps } from "../parts/steps.tsx";

/**
 * Steps 1 and 2 for someone who has a key in hand that was never used: their first, or one in place of
 * another, which may still work. The form is that of the log-in page; only what it asks for is named.
 */
export function NewKeyPage(props: {
  readonly view: FormView;
  readonly digits: number;
  /** The identifier that was given, so that it can be checked; never a code. */
  readonly identifier: string;
  readonly problems: FieldProblems;
  readonly isRefused: boolean;
}): JSX.Element {
  const { view, digits, identifier, problems, isRefused } = props;
  const { t, assetUrl } = view;
  return (
    <Layout
      view={view}
      title={t("new-key.title")}
      page="new-key"
      hasError={isRefused || Object.keys(problems).length > 0}
    >
      <Steps
        view={view}
        label={t("steps.label")}
        texts={commissioningSteps(view, digits)}
        current={2}
      />
      <h1>{t("new-key.title")}</h1>
      {isRefused ? <NewKeyRefusal view={view} digits={digits} /> : null}
      <p class="lead">
        {t("new-key.intro")} {t("login.anywhere")}
      </p>
      <div class="columns">
        <Form view={view} action={pagePaths["new-key"]}>
          <LoginInputs
            view={view}
            identifier={identifier}
            problems={problems}
            label={t("new-key.code")}
            hint={t("new-key.code-hint", { digits })}
            submit={t("new-key.submit")}
          />
          <p class="below">
            <a href={pagePaths["new-keypad"]}>{t("login.keypad")}</a>
          </p>
        </Form>
        <div class="explanations">
          <section>
            <img
              class="key-drawing"
              src={assetUrl("key-code.svg")}
              alt={t("help.picture-code")}
              width="841"
              height="310"
            />
          </section>
          <section>
            <h2>{t("new-key.replaced-title")}</h2>
            <p>{t("new-key.replaced")}</p>
            <p>{t("new-key.old")}</p>
          </section>
          <section>
            <h2>{t("new-key.not-title")}</h2>
            <p>{t("new-key.not")}</p>
            <p>
              <a href={pagePaths.assistance}>{t("nav.assistance")}</a>
            </p>
          </section>
        </div>
      </div>
    </Layout>
  );
}

function NewKeyRefusal({ view, digits }: { readonly view: FormView; readonly digits: number }) {
  const { t } = view;
  const causes = [t("refused.wait"), t("new-key.refused", { digits })];
  return (
    <LoginRefusal view={view} causes={causes} last={t("new-key.refused-again")} help="help-new" />
  );
}
