import type { JSX } from "hono/jsx/jsx-runtime";
import { Form } from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { type FormView, pagePaths } from "../../web/view.ts";

/** The page on which holders suspend their own key: what it does, before they do it. */
export function BlockKeyPage(props: {
  readonly view: FormView;
  readonly serial: string;
}): JSX.Element {
  const { view, serial } = props;
  const { t } = view;
  return (
    <Layout view={view} title={t("block.title")} page="block-key">
      <h1>{t("block.title")}</h1>
      <p class="lead">{t("block.intro")}</p>
      <div class="columns">
        <ul>
          <li>{t("block.nobody")}</li>
          <li>{t("block.sessions")}</li>
          <li>{t("block.back")}</li>
        </ul>
        <Form view={view} action={pagePaths["block-key"]}>
          <p class="field">
            {t("home.key-number")} <strong>{serial}</strong>
          </p>
          <button type="submit" class="primary">
            {t("block.submit")}
          </button>
          <p class="below">
            <a href={pagePaths.home}>{t("change.back")}</a>
          </p>
        </Form>
      </div>
    </Layout>
  );
}
