import type { JSX } from "hono/jsx/jsx-runtime";
import type { KeyDrawing } from "../../web/assets.ts";
import { Layout } from "../../web/parts/layout.tsx";
import { pagePaths, type View } from "../../web/view.ts";
import { ContactCard, WriteToDesk } from "../parts.tsx";
import { type TopicName, topics } from "../topics.ts";

/** One trouble: what it means and what to do, with the key as it then looks. */
export function TopicPage(props: { readonly view: View; readonly name: TopicName }): JSX.Element {
  const { view, name } = props;
  const { t } = view;
  const { title, means, steps, drawings, go } = topics[name];
  return (
    <Layout view={view} title={t(title)} page={`help-${name}`}>
      <p class="back">
        <a href={pagePaths.assistance}>{t("help.all")}</a>
      </p>
      <h1>{t(title)}</h1>
      <div class={drawings.length === 0 ? "topic" : "topic with-drawings"}>
        <div>
          <section class="means">
            <h2>{t("help.means")}</h2>
            <p>{t(means)}</p>
          </section>
          <section class="card">
            <h2>{t("help.do")}</h2>
            <ol class="to-do">
              {steps.map((step) => (
                <li>{t(step)}</li>
              ))}
            </ol>
            {go === null ? null : (
              <p>
                <a class="button primary" href={pagePaths[go.page]}>
                  {t(go.text)}
                </a>
              </p>
            )}
          </section>
        </div>
        {drawings.length === 0 ? null : (
          <div class="drawings">
            {drawings.map((drawing) => (
              <Drawing view={view} drawing={drawing} />
            ))}
          </div>
        )}
      </div>
      <div class="columns">
        <WriteToDesk view={view} />
        <ContactCard view={view} />
      </div>
    </Layout>
  );
}

function Drawing({ view, drawing }: { readonly view: View; readonly drawing: KeyDrawing }) {
  const { t, assetUrl } = view;
  return (
    <figure>
      <img
        class="key-drawing"
        src={assetUrl(`key-${drawing}.svg`)}
        alt={t(`help.picture-${drawing}`)}
        width="841"
        height="310"
      />
      <figcaption>{t(`help.caption-${drawing}`)}</figcaption>
    </figure>
  );
}
