import type { JSX } from "hono/jsx/jsx-runtime";
import { Layout } from "../../web/parts/layout.tsx";
import { pagePaths, type View } from "../../web/view.ts";
import { ContactCard, WriteToDesk } from "../parts.tsx";
import { topicGroups, topics } from "../topics.ts";

/** The first page of assistance: every trouble that has its page, then the way to write. */
export function HelpPage({ view }: { readonly view: View }): JSX.Element {
  const { t } = view;
  return (
    <Layout view={view} title={t("help.title")} page="assistance">
      <h1>{t("help.title")}</h1>
      <p class="lead">{t("help.intro")}</p>
      <div class="topics">
        {topicGroups.map((group) => (
          <section class="card">
            <h2>{t(group.title)}</h2>
            <ul class="links">
              {group.topics.map((name) => (
                <li>
                  <a href={pagePaths[`help-${name}`]}>{t(topics[name].short)}</a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div class="columns">
        <WriteToDesk view={view} />
        <ContactCard view={view} />
      </div>
    </Layout>
  );
}
