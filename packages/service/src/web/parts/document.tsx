import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { type Language, languageNames, languages } from "../../i18n/messages.ts";
import type { AssetName } from "../assets.ts";
import type { View } from "../view.ts";

/** What a page says of itself, besides what is on it. */
export type PageHead = {
  readonly title: string;
  /** Whether the page says that something is wrong: its title then says so first. */
  readonly hasError?: boolean;
  /** Sends the browser on at once, from this page. */
  readonly refreshTo?: string;
  readonly children?: Child;
};

/** The HTML document of portal and help desk: its head, and the link past the navigation. */
export function PageDocument(
  props: PageHead & {
    readonly view: View;
    /** Makes of a page's title the document's. */
    readonly titled: (title: string) => string;
    readonly styleSheets: readonly AssetName[];
    readonly bodyClass?: string;
  },
): JSX.Element {
  const { language, t, assetUrl, brand } = props.view;
  const title = props.hasError ? t("site.error-title", { title: props.title }) : props.title;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        {props.refreshTo ? (
          <meta http-equiv="refresh" content={`0; url=${props.refreshTo}`} />
        ) : null}
        <title>{props.titled(title)}</title>
        <link rel="icon" href={assetUrl(brand.logo ?? "icon.svg")} />
        {[...props.styleSheets, ...brand.sheets].map((name) => (
          <link rel="stylesheet" href={assetUrl(name)} />
        ))}
        <script type="module" src={assetUrl("portal.js")} />
      </head>
      <body class={props.bodyClass}>
        <a class="skip" href="#content">
          {t("site.skip")}
        </a>
        {props.children}
      </body>
    </html>
  );
}

/** The name of the site, which leads to its first page. */
export function Brand(props: {
  readonly view: View;
  readonly href: string;
  readonly name: string;
  /** "" for none. */
  readonly tagline: string;
}): JSX.Element {
  const { assetUrl, brand } = props.view;
  const { logo } = brand;
  return (
    <a class="brand" href={props.href}>
      {logo === null ? (
        <img src={assetUrl("icon.svg")} alt="" width="36" height="36" />
      ) : (
        <img class="brand-logo" src={assetUrl(logo)} alt="" />
      )}
      <span>
        <strong>{props.name}</strong>
        {props.tagline === "" ? null : <small>{props.tagline}</small>}
      </span>
    </a>
  );
}

/** Pages that the law wants to be reachable from each page, as far as the installation has them. */
export function LegalNavigation({ view }: { readonly view: View }): JSX.Element | null {
  const { t, brand } = view;
  const { accessibility, accessibilityState, legal, privacy } = brand.links;
  const accessibilityText =
    accessibilityState === undefined
      ? t("site.accessibility")
      : t(`site.accessibility-${accessibilityState}`);
  const links = [
    [accessibility, accessibilityText],
    [legal, t("site.legal")],
    [privacy, t("site.privacy")],
  ] as const;
  if (links.every(([href]) => href === undefined)) return null;
  return (
    <nav class="legal" aria-label={t("site.links")}>
      <ul>
        {links.map(([href, text]) =>
          href === undefined ? null : (
            <li>
              <a href={href}>{text}</a>
            </li>
          ),
        )}
      </ul>
    </nav>
  );
}

/** A link for each language; `hrefOf` answers where it leads. */
export function LanguageLinks(props: {
  readonly view: View;
  readonly label: string;
  readonly hrefOf: (language: Language) => string;
}): JSX.Element {
  return (
    <nav class="languages" aria-label={props.label}>
      <ul>
        {languages.map((language) => (
          <li>
            <a
              href={props.hrefOf(language)}
              lang={language}
              hreflang={language}
              aria-current={language === props.view.language ? "true" : undefined}
            >
              {languageNames[language]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
