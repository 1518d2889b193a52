import type { JSX } from "hono/jsx/jsx-runtime";
import { Form } from "../parts/fields.tsx";
import { Layout } from "../parts/layout.tsx";
import { GoodNews } from "../parts/message.tsx";
import { commissioningSteps, Steps } from "../parts/steps.tsx";
import type { Application } from "../portal-ports.ts";
import { type FormView, localText, pagePaths } from "../view.ts";

/** Where a holder lands who is logged in: the applications. */
export function HomePage(props: {
  readonly view: FormView;
  readonly holder: string;
  readonly applications: readonly Application[];
  /** What has just happened to his key, if anything. */
  readonly news: "commissioned" | "pin-changed" | null;
  /** Whether he came in with a key: of a password there is nothing to do here. */
  readonly hasKey: boolean;
  readonly digits: number;
}): JSX.Element {
  const { view, applications } = props;
  const { t } = view;
  return (
    <Layout view={view} title={t("home.title")} page="home">
      <Form view={view} action="/portal/logout" class="signed-in">
        <p>
          {t("home.signed-in")} <strong>{props.holder}</strong>
        </p>
        <button type="submit" class="secondary">
          {t("home.sign-out")}
        </button>
      </Form>
      {props.news === "commissioned" ? (
        <>
          <Steps
            view={view}
            label={t("steps.label")}
            texts={commissioningSteps(view, props.digits)}
            current={5}
          />
          <GoodNews title={t("home.commissioned-title")}>
            <p>{t("home.commissioned")}</p>
          </GoodNews>
        </>
      ) : null}
      {props.news === "pin-changed" ? (
        <GoodNews title={t("home.pin-changed-title")}>
          <p>{t("home.pin-changed")}</p>
        </GoodNews>
      ) : null}
      <h1>{t("home.title")}</h1>
      {applications.length === 0 ? (
        <p class="card">{t("home.none")}</p>
      ) : (
        <>
          <p class="lead">{t("home.intro")}</p>
          <ul class="applications">
            {applications.map((application) => (
              <li>
                <a class="application" href={application.url}>
                  <span class="application-letter" aria-hidden="true">
                    {[...localText(view, application.name)][0]}
                  </span>
                  <span>
                    <strong>{localText(view, application.name)}</strong>
                    <span class="application-description">
                      {localText(view, application.description)}
                    </span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <section class="rule">
        <h2>{t("home.missing-title")}</h2>
        <p>{t("home.missing")}</p>
        <p>
          <a href={pagePaths["help-application"]}>{t("help.application.title")}</a>
        </p>
      </section>
      {props.hasKey ? (
        <section class="my-key">
          <h2>{t("home.key-title")}</h2>
          <ul class="links">
            <li>
              <a href={pagePaths["change-pin"]}>{t("home.change-pin")}</a>
            </li>
            <li>
              <a href={pagePaths["help-lost"]}>{t("help.lost.short")}</a>
            </li>
            <li>
              <a href={pagePaths["help-display"]}>{t("help.display.short")}</a>
            </li>
          </ul>
        </section>
      ) : null}
    </Layout>
  );
}
