import type { JSX } from "hono/jsx/jsx-runtime";
import { Layout } from "../parts/layout.tsx";
import { type PageName, pagePaths, type View } from "../view.ts";

/**
 * Where someone arrives from another site. Browsers keep SameSite=Strict cookies back on the way
 * here; this page opens the same address again, from the portal itself, so that they come along.
 */
export function ArrivalPage(props: { readonly view: View; readonly page: PageName }): JSX.Element {
  const { view, page } = props;
  const { t } = view;
  return (
    <Layout view={view} title={t("arrival.title")} page={page} refreshTo={pagePaths[page]}>
      <h1>{t("arrival.title")}</h1>
      <p>{t("arrival.text")}</p>
      <p>
        <a class="button primary" href={pagePaths[page]}>
          {t("arrival.continue")}
        </a>
      </p>
    </Layout>
  );
}
