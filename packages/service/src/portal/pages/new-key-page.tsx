import type { JSX } from "hono/jsx/jsx-runtime";
import { Form } from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { type FormView, pagePaths } from "../../web/view.ts";
import { LoginInputs } from "../parts/login-inputs.tsx";
import { commissioningSteps, Steps } from "../parts/steps.tsx";

/**
 * Steps 1 and 2 for someone who has a key in hand that was never used: their first, or one in place of
 * another. The form is that of the log-in page, which it goes to; only what it asks for is named.
 */
export function NewKeyPage(props: {
  readonly view: FormView;
  readonly digits: number;
}): JSX.Element {
  const { view, digits } = props;
  const { t, assetUrl } = view;
  return (
    <Layout view={view} title={t("new-key.title")} page="new-key">
      <Steps
        view={view}
        label={t("steps.label")}
        texts={commissioningSteps(view, digits)}
        current={2}
      />
      <h1>{t("new-key.title")}</h1>
      <p class="lead">
        {t("new-key.intro")} {t("login.anywhere")}
      </p>
      <div class="columns">
        <Form view={view} action="/portal/login">
          <LoginInputs
            view={view}
            identifier=""
            problems={{}}
            label={t("new-key.code")}
            hint={t("new-key.code-hint", { digits })}
            submit={t("new-key.submit")}
          />
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
