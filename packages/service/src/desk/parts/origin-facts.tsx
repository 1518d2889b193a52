import type { KeyOrigin } from "@jeton/core";
import type { JSX } from "hono/jsx/jsx-runtime";
import { originName } from "../../keys/origin-name.ts";
import type { DeskView } from "../desk-view.ts";
import { datesWords } from "../words.ts";

/** What the maker's file says of a key, for a list of facts. */
export function OriginFacts({
  view,
  origin,
}: {
  readonly view: DeskView;
  readonly origin: KeyOrigin;
}): JSX.Element {
  const { t } = view;
  const maker = originName(origin);
  const dates = datesWords(view, origin);
  return (
    <>
      {maker === "" ? null : (
        <>
          <dt>{t("key.origin")}</dt>
          <dd>{maker}</dd>
        </>
      )}
      {dates === null ? null : (
        <>
          <dt>{t("key.dates")}</dt>
          <dd>{dates}</dd>
        </>
      )}
    </>
  );
}
