import type { JSX } from "hono/jsx/jsx-runtime";
import { localText, pagePaths, type View } from "../web/view.ts";

/** The way to the form, for whom the self-help pages were not enough. */
export function WriteToDesk({ view: { t } }: { readonly view: View }): JSX.Element {
  return (
    <section class="rule">
      <h2>{t("help.still-title")}</h2>
      <p>{t("help.still")}</p>
      <p>
        <a class="button secondary" href={pagePaths.request}>
          {t("help.still-link")}
        </a>
      </p>
    </section>
  );
}

/** How the help desk is reached, as far as the installation says, and what it never asks for. */
export function ContactCard({ view }: { readonly view: View }): JSX.Element {
  const { t, contact } = view;
  const { phone, email, hours } = contact ?? {};
  return (
    <section class="rule">
      <h2>{t("help.contact-title")}</h2>
      {phone === undefined ? null : (
        <p>
          {t("help.contact-phone")} <a href={`tel:${phone.replaceAll(/[^+\d]/gu, "")}`}>{phone}</a>
        </p>
      )}
      {email === undefined ? null : (
        <p>
          {t("help.contact-email")} <a href={`mailto:${email}`}>{email}</a>
        </p>
      )}
      {hours === undefined ? null : (
        <p>
          {t("help.contact-hours")} {localText(view, hours)}
        </p>
      )}
      <p>{t("help.never")}</p>
    </section>
  );
}
