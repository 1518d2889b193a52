import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { languageNames, languages } from "../../i18n/messages.ts";
import { styleSheets } from "../assets.ts";
import { type PageName, pagePaths, type View } from "../view.ts";

/** The document round every page: its head, the name of the portal, languages, the notice. */
export function Layout(props: {
  readonly view: View;
  readonly title: string;
  /** Where a change of language leads. */
  readonly page: PageName;
  /** Whether the page says that something is wrong: its title then says so first. */
  readonly hasError?: boolean;
  /** Sends the browser on at once, from this page. */
  readonly refreshTo?: string;
  readonly children?: Child;
}): JSX.Element {
  const { view, page } = props;
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
        <title>{t("site.title", { title })}</title>
        <link rel="icon" href={assetUrl("icon.svg")} type="image/svg+xml" />
        {styleSheets.map((name) => (
          <link rel="stylesheet" href={assetUrl(name)} />
        ))}
        <script type="module" src={assetUrl("portal.js")} />
      </head>
      <body>
        <a class="skip" href="#content">
          {t("site.skip")}
        </a>
        <header class="top">
          <div class="top-inner">
            <a class="brand" href="/portal">
              <img src={assetUrl("icon.svg")} alt="" width="36" height="36" />
              <span>
                <strong>{t("site.name")}</strong>
                <small>{t("site.tagline")}</small>
              </span>
            </a>
            <div class="top-links">
              <nav aria-label={t("nav.label")}>
                <a
                  class="help-link"
                  href={pagePaths.assistance}
                  aria-current={page === "assistance" ? "page" : undefined}
                >
                  {t("nav.assistance")}
                </a>
              </nav>
              <LanguageLinks view={view} page={page} />
            </div>
          </div>
        </header>
        <main id="content" tabindex={-1}>
          {props.children}
        </main>
        <footer class="bottom">
          <p>
            <Shield />
            <span>{t("site.notice")}</span>
          </p>
        </footer>
      </body>
    </html>
  );
}

function LanguageLinks({ view, page }: { readonly view: View; readonly page: PageName }) {
  return (
    <nav class="languages" aria-label={view.t("site.languages")}>
      <ul>
        {languages.map((language) => (
          <li>
            <a
              href={`/portal/language?lang=${language}&to=${page}`}
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

function Shield() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path
        d="M12 2.5 4.5 5.4v5.9c0 4.6 3.1 8.6 7.5 10.2 4.4-1.6 7.5-5.6 7.5-10.2V5.4z"
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linejoin="round"
      />
      <path d="M12 7.5v5m0 3v.5" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </svg>
  );
}
