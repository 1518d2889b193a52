import type { JSX } from "hono/jsx/jsx-runtime";
import { styleSheets } from "../assets.ts";
import { type PageName, pagePaths, type View } from "../view.ts";
import { Brand, LanguageLinks, LegalNavigation, PageDocument, type PageHead } from "./document.tsx";

/** The document round every page: its head, the name of the portal, languages, the notice. */
export function Layout(
  props: PageHead & {
    readonly view: View;
    /** Where a change of language leads. */
    readonly page: PageName;
  },
): JSX.Element {
  const { view, page } = props;
  const { t, brand } = view;
  const name = brand.name ?? t("site.name");
  const tagline = brand.tagline ?? t("site.tagline");
  return (
    <PageDocument
      {...props}
      titled={(title) => t("site.title", { title, name })}
      styleSheets={styleSheets}
    >
      <header class="top">
        <div class="top-inner">
          <Brand view={view} href="/portal" name={name} tagline={tagline} />
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
            <LanguageLinks
              view={view}
              label={t("site.languages")}
              hrefOf={(language) => `/portal/language?lang=${language}&to=${page}`}
            />
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
        <LegalNavigation view={view} />
      </footer>
    </PageDocument>
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
