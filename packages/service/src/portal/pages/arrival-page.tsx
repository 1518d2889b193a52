import type { JSX } from "hono/jsx/jsx-runtime";
import { Layout } from "../parts/layout.tsx";
import { pagePaths, type View } from "../view.ts";

/**
 * Where someone arrives from another site. Browsers keep SameSite=Strict cookies back on the way
 * here; this page opens the same address again, from the portal itself, so that they come along.
 */
export function ArrivalPage({ view }: { readonly view: View }): JSX.Element {
  const { t } = view;
  return (
    <Layout view={view} title={t("arrival.title")} page="login" refreshTo={pagePaths.login}>
      <h1>{t("arrival.title")}</h1>
      <p>{t("arrival.text")}</p>
      <p>
        <a class="button primary" href={pagePaths.login}>
          {t("arrival.continue")}
        </a>
      </p>
    </Layout>
  );
}
