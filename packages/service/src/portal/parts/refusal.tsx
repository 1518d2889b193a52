import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { WarningSign } from "../../web/parts/fields.tsx";
import type { View } from "../../web/view.ts";

/** What everyone is told who is refused, whatever the cause (law 6), with what to do next. */
export function Refusal(props: { readonly view: View; readonly children?: Child }): JSX.Element {
  const { t } = props.view;
  return (
    <section class="alert" role="alert" tabindex={-1} aria-labelledby="refused" data-focus="">
      <h2 id="refused">
        <WarningSign />
        <span>{t("refused.title")}</span>
      </h2>
      <p>{t("refused.intro")}</p>
      {props.children}
    </section>
  );
}
