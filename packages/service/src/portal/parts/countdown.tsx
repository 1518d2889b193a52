import type { JSX } from "hono/jsx/jsx-runtime";
import type { View } from "../../web/view.ts";

/** What stands in the place of the wait for a counter key: its next code comes when its button is pressed. */
export function PressButton(props: { readonly view: View; readonly note: string }): JSX.Element {
  const { t } = props.view;
  return (
    <section class="countdown ready" aria-label={t("confirm.press-title")}>
      <p class="countdown-text">{t("confirm.press")}</p>
      <p class="countdown-spent">{props.note}</p>
    </section>
  );
}

/**
 * The wait for the next code, in words and as a bar. Without script it is a sentence that was true
 * when the page was made; with it the seconds run, by the time since then, whatever the clock of
 * the browser's machine shows.
 */
export function Countdown(props: {
  readonly view: View;
  readonly seconds: number;
  readonly periodSeconds: number;
  /** Why waiting is of use. */
  readonly note: string;
}): JSX.Element {
  const { t } = props.view;
  const { seconds } = props;
  const isReady = seconds === 0;
  const max = Math.max(props.periodSeconds, seconds);
  return (
    <section
      class={isReady ? "countdown ready" : "countdown"}
      aria-label={t("confirm.progress")}
      data-seconds={seconds}
      data-wait={t("confirm.wait", { seconds })}
      data-wait-one={t("confirm.wait", { seconds: 1 })}
      data-remaining={t("confirm.remaining", { seconds: "%" })}
      data-soon={t("confirm.soon", { seconds: "%" })}
      data-ready={t("confirm.ready")}
      data-ready-short={t("confirm.ready-short")}
    >
      <p class="countdown-text">{isReady ? t("confirm.ready") : t("confirm.wait", { seconds })}</p>
      <div class="countdown-bar">
        <progress max={max} value={max - seconds} aria-label={t("confirm.progress")} />
        <span class="countdown-short" aria-hidden="true">
          {isReady ? t("confirm.ready-short") : t("confirm.remaining", { seconds })}
        </span>
      </div>
      <p class="countdown-spent">{props.note}</p>
      <p class="visually-hidden" role="status" />
    </section>
  );
}
