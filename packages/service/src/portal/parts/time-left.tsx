import type { UnixMilliseconds } from "@jeton/core";
import type { JSX } from "hono/jsx/jsx-runtime";
import { zonedTimeWords } from "../../i18n/moment-words.ts";
import { Form } from "../../web/parts/fields.tsx";
import { type FormView, type PageName, pagePaths } from "../../web/view.ts";

/** How much time is left to finish. */
export type TimeLeftProps = {
  readonly until: UnixMilliseconds;
  readonly seconds: number;
  /** Whether there is more time to be had. */
  readonly isRenewable: boolean;
  /** Whether more time was given just now. */
  readonly isRenewed: boolean;
};

/** Returns where the button goes that gives more time on a page. */
export function renewalPath(page: PageName): string {
  return `${pagePaths[page]}/more-time`;
}

/**
 * The time that is left, and a button that gives more (WCAG 2.2.1, RGAA 13.1). Without script it is the moment
 * of the end, which stays true; with it the minutes and seconds run, and the last two minutes are announced.
 */
export function TimeLeft(props: {
  readonly view: FormView;
  readonly page: PageName;
  readonly of: "commissioning" | "change";
  readonly time: TimeLeftProps;
}): JSX.Element {
  const { view, page, of, time } = props;
  const { t, language } = view;
  const until = zonedTimeWords(language, time.until);
  return (
    <section
      class="time-left"
      aria-labelledby="time-left"
      data-time-left={time.seconds}
      data-left={t("time.left", { minutes: "%m", seconds: "%s" })}
      data-soon={t("time.soon", { minutes: "%m" })}
      data-over={t("time.over")}
    >
      <h2 id="time-left">{t(`time.title-${of}`)}</h2>
      <p>
        {t("time.until", { until })} <span class="time-left-now" aria-hidden="true" />
      </p>
      <p role="status">{time.isRenewed ? t("time.renewed", { until }) : ""}</p>
      {time.isRenewable ? (
        <Form view={view} action={renewalPath(page)} class="renewal">
          <button type="submit" class="secondary">
            {t("time.renew")}
          </button>
          <p class="hint">{t("time.renew-hint")}</p>
        </Form>
      ) : (
        <p class="hint">{t("time.no-more")}</p>
      )}
    </section>
  );
}
