import type { KeyRecord } from "@jeton/core";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { DeskView } from "../desk-view.ts";
import type { CounterView } from "../key-view.ts";

/** What is known of a counter key's counter, in place of the figures of a clock. */
export function CounterFacts(props: {
  readonly view: DeskView;
  readonly record: KeyRecord;
  readonly counter: CounterView;
}): JSX.Element {
  const { record, counter } = props;
  const { t } = props.view;
  return (
    <section class="card clock" aria-labelledby="counter">
      <h2 id="counter">{t("counter.title")}</h2>
      <dl class="facts">
        <dt>{t("counter.next")}</dt>
        <dd>{counter.next}</dd>
        <dt>{t("counter.spent")}</dt>
        <dd>{record.lastStep ?? t("counter.none")}</dd>
        <dt>{t("counter.window")}</dt>
        <dd>{counter.codesAccepted}</dd>
      </dl>
      <p class="hint">{t("counter.hint")}</p>
    </section>
  );
}
