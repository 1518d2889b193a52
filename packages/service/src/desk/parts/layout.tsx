import type { JSX } from "hono/jsx/jsx-runtime";
import { momentWords } from "../../i18n/moment-words.ts";
import type { SchoolScope } from "../../scope/index.ts";
import { mayUse } from "../../staff/rights.ts";
import { deskStyleSheets } from "../../web/assets.ts";
import {
  Brand,
  LanguageLinks,
  LegalNavigation,
  PageDocument,
  type PageHead,
} from "../../web/parts/document.tsx";
import { Form, WarningSign } from "../../web/parts/fields.tsx";
import type { DeskView } from "../desk-view.ts";
import { deskPaths, pathWithReturn } from "../paths.ts";

/** The document round every page of the desk. */
export function DeskLayout(props: PageHead & { readonly view: DeskView }): JSX.Element {
  const { view } = props;
  const { t, path } = view;
  return (
    <PageDocument
      {...props}
      titled={(title) => t("desk.title", { title })}
      styleSheets={deskStyleSheets}
      bodyClass="desk"
    >
      <header class="top">
        <div class="top-inner">
          <Brand
            view={view}
            href={deskPaths.home}
            name={t("desk.name")}
            tagline={t("desk.tagline")}
          />
          <LanguageLinks
            view={view}
            label={t("desk.languages")}
            hrefOf={(language) => `${pathWithReturn(deskPaths.language, path)}&lang=${language}`}
          />
        </div>
        <Navigation view={view} />
      </header>
      <ClockBanner view={view} />
      <main id="content" tabindex={-1}>
        {props.children}
      </main>
      <footer class="bottom">
        <p>{t("desk.notice")}</p>
        <LegalNavigation view={view} />
      </footer>
    </PageDocument>
  );
}

/** Links to what the visitor may use, with their name and the way out. */
function Navigation({ view }: { readonly view: DeskView }) {
  const { t, account, path } = view;
  if (account === null) return null;
  const links = [
    [deskPaths.home, t("desk.nav-search"), "see"],
    [deskPaths.keys, t("desk.nav-keys"), "see"],
    [deskPaths.fleet, t("desk.nav-fleet"), "see"],
    [deskPaths.tickets, t("desk.nav-tickets"), "see"],
    [deskPaths.import, t("desk.nav-import"), "import"],
    [deskPaths.assignMany, t("desk.nav-assign-many"), "assign-many"],
    [deskPaths.peopleImport, t("desk.nav-people-import"), "import-people"],
    [deskPaths.journal, t("desk.nav-journal"), "see-journal"],
  ] as const;
  const here = path.split("?", 1)[0];
  return (
    <div class="desk-bar">
      <nav aria-label={t("desk.nav")}>
        <ul>
          {links
            .filter(([, , right]) => mayUse(account, right))
            .map(([href, words]) => (
              <li>
                <a href={href} aria-current={href === here ? "page" : undefined}>
                  {words}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      <Form view={view} action={deskPaths.logout} class="who">
        <span>
          <strong>{account.name}</strong> ({t(`role.${account.role}`)})
          {account.scope === null ? null : (
            <small> – {t("scope.own", { schools: someOf(account.scope) })}</small>
          )}
        </span>
        <button type="submit" class="secondary">
          {t("desk.sign-out")}
        </button>
      </Form>
    </div>
  );
}

/** A scope may have more entries than a page has room for; the journal shows all. */
function someOf(scope: SchoolScope): string {
  return scope.length <= 4 ? scope.join(", ") : `${scope.slice(0, 3).join(", ")}, …`;
}

function ClockBanner({ view }: { readonly view: DeskView }) {
  const { t, language, clockAlarm, account } = view;
  if (clockAlarm === null || account === null) return null;
  const seconds = Math.round(Math.abs(clockAlarm.serverShift) / 1000);
  const since = momentWords(language, clockAlarm.since);
  return (
    <aside class="clock-banner" aria-labelledby="clock-banner">
      <h2 id="clock-banner">
        <WarningSign />
        <span>{t("desk.clock-title")}</span>
      </h2>
      <p>{t("desk.clock-text", { seconds, since })}</p>
    </aside>
  );
}
