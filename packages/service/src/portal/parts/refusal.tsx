import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { WarningSign } from "../../web/parts/fields.tsx";
import { pagePaths, type View } from "../../web/view.ts";

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

/** The refusal of whoever gave an identifier: what may be wrong besides it, and last of all where to read on. */
export function LoginRefusal(props: {
  readonly view: View;
  readonly causes: readonly Child[];
  readonly last: string;
  readonly help: "help-refused" | "help-new";
}): JSX.Element {
  const { view, causes, last, help } = props;
  const { t } = view;
  return (
    <Refusal view={view}>
      <ul>
        <li>{t("refused.identifier")}</li>
        {causes.map((cause) => (
          <li>{cause}</li>
        ))}
        <li>
          {last} <a href={pagePaths[help]}>{t("refused.help")}</a>
        </li>
      </ul>
    </Refusal>
  );
}
