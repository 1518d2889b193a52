import type { JSX } from "hono/jsx/jsx-runtime";
import type { HolderEntry } from "../../holders/directory-of.ts";
import { fullName } from "../../holders/find-entries.ts";
import type { DeskView } from "../desk-view.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { PersonFacts } from "../parts/person-card.tsx";
import { deskPaths } from "../paths.ts";

/** Someone of the directory who has no key. */
export function HolderPage(props: {
  readonly view: DeskView;
  readonly entry: HolderEntry;
}): JSX.Element {
  const { view, entry } = props;
  const { t, account } = view;
  const title = fullName(entry) || entry.holder;
  return (
    <DeskLayout view={view} title={title}>
      <div class="key-head">
        <h1>{title}</h1>
        <p class="key-holder">
          {t("person.identifier")} <strong>{entry.holder}</strong>
        </p>
      </div>
      <div class="key-columns">
        <section class="why trouble" aria-labelledby="why">
          <h2 id="why">{t("key.why-title")}</h2>
          <p class="why-line">{t("person.no-key-line")}</p>
          <dl class="advice">
            <dt>{t("key.do-title")}</dt>
            {account !== null && account.scope !== null ? (
              <dd>
                {t("scope.no-key-cure")} <a href={deskPaths.home}>{t("desk.nav-search")}</a>
              </dd>
            ) : (
              <dd>
                {t("person.no-key-cure")}{" "}
                <a href={`${deskPaths.keys}?group=in-stock`}>{t("person.stock")}</a>
              </dd>
            )}
          </dl>
        </section>
        <section class="card" aria-labelledby="person">
          <h2 id="person">{t("person.title")}</h2>
          <PersonFacts view={view} entry={entry} />
        </section>
      </div>
    </DeskLayout>
  );
}
