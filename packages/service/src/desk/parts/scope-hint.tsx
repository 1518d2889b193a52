import type { JSX } from "hono/jsx/jsx-runtime";
import type { DeskView } from "../desk-view.ts";

/** What a list leaves out for somebody with a scope; nothing for those who see everybody. */
export function ScopeHint(props: {
  readonly view: DeskView;
  readonly of: "keys" | "fleet" | "tickets";
}): JSX.Element | null {
  const { t, account } = props.view;
  if (account === null || account.scope === null) return null;
  return <p class="hint">{t(`scope.${props.of}-hint`)}</p>;
}
