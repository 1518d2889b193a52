import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { languageNames, languages } from "../../i18n/messages.ts";
import { deskStyleSheets } from "../../portal/assets.ts";
import { Form, WarningSign } from "../../portal/parts/fields.tsx";
import { mayDo } from "../../staff/rights.ts";
import type { DeskView } from "../desk-view.ts";
import { deskPaths, pathWithReturn } from "../paths.ts";
import { momentWords } from "../words.ts";

/** The document round every page of the desk. */
export function DeskLayout(props: {
  readonly view: DeskView;
  readonly title: string;
  /** Whether the page says that something is wrong: its title then says so first. */
  readonly hasError?: boolean;
  /** Sends the browser on at once. */
  readonly refreshTo?: string;
  readonly children?: Child;
}): JSX.Element {
  const { view } = props;
  const { t, assetUrl } = view;
  const title = props.hasError ? t("site.error-title", { title: props.title }) : props.title;
  return (
    <html lang={view.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        {props.refreshTo ? (
          <meta http-equiv="refresh" content={`0; url=${props.refreshTo}`} />
        ) : null}
        <title>{t("desk.title", { title })}</title>
        <link rel="icon" href={assetUrl("icon.svg")} type="image/svg+xml" />
        {deskStyleSheets.map((name) => (
          <link rel="stylesheet" href={assetUrl(name)} />
        ))}
        <script type="module" src={assetUrl("portal.js")} />
      </head>
      <body class="desk">
        <a class="skip" href="#content">
          {t("site.skip")}
        </a>
        <header class="top">
          <div class="top-inner">
            <a class="brand" href={deskPaths.home}>
              <img src={assetUrl("icon.svg")} alt="" width="36" height="36" />
              <span>
                <strong>{t("desk.name")}</strong>
                <small>{t("desk.tagline")}</small>
              </span>
            </a>
            <LanguageLinks view={view} />
          </div>
          <Navigation view={view} />
        </header>
        <ClockBanner view={view} />
        <main id="content" tabindex={-1}>
          {props.children}
        </main>
        <footer class="bottom">
          <p>{t("desk.notice")}</p>
        </footer>
      </body>
    </html>
  );
}

/** Links to what the visitor may use, with his name and the way out. */
function Navigation({ view }: { readonly view: DeskView }) {
  const { t, account, path } = view;
  if (account === null) return null;
  const links = [
    [deskPaths.home, t("desk.nav-search"), "see"],
    [deskPaths.tickets, t("desk.nav-tickets"), "see"],
    [deskPaths.import, t("desk.nav-import"), "import"],
    [deskPaths.assignMany, t("desk.nav-assign-many"), "assign-many"],
    [deskPaths.journal, t("desk.nav-journal"), "see-journal"],
  ] as const;
  const here = path.split("?", 1)[0];
  return (
    <div class="desk-bar">
      <nav aria-label={t("desk.nav")}>
        <ul>
          {links
            .filter(([, , right]) => mayDo(account.role, right))
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
        </span>
        <button type="submit" class="secondary">
          {t("desk.sign-out")}
        </button>
      </Form>
    </div>
  );
}

function LanguageLinks({ view }: { readonly view: DeskView }) {
  return (
    <nav class="languages" aria-label={view.t("desk.languages")}>
      <ul>
        {languages.map((language) => (
          <li>
            <a
              href={`${pathWithReturn(deskPaths.language, view.path)}&lang=${language}`}
              lang={language}
              hreflang={language}
              aria-current={language === view.language ? "true" : undefined}
            >
              {languageNames[language]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
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
