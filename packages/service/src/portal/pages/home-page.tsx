import type { JSX } from "hono/jsx/jsx-runtime";
import { Form } from "../parts/fields.tsx";
import { Layout } from "../parts/layout.tsx";
import { GoodNews } from "../parts/message.tsx";
import { Steps } from "../parts/steps.tsx";
import type { Application } from "../portal-ports.ts";
import type { FormView } from "../view.ts";

/** Where a holder lands who is logged in: the applications. */
export function HomePage(props: {
  readonly view: FormView;
  readonly holder: string;
  readonly applications: readonly Application[];
  /** Whether the holder's key was put in service just now. */
  readonly isCommissioned: boolean;
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
      {props.isCommissioned ? (
        <>
          <Steps view={view} current={5} digits={props.digits} />
          <GoodNews title={t("home.commissioned-title")}>
            <p>{t("home.commissioned")}</p>
          </GoodNews>
        </>
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
                    {[...application.name][0]}
                  </span>
                  <span>
                    <strong>{application.name}</strong>
                    <span class="application-description">{application.description}</span>
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
      </section>
    </Layout>
  );
}
