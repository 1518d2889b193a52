import { spareCodeWords } from "@jeton/core";
import type { IssuedTemporaryCode } from "@jeton/validator/parts";
import type { JSX } from "hono/jsx/jsx-runtime";
import { momentWords } from "../../i18n/moment-words.ts";
import type { DeskAct } from "../acts.ts";
import type { DeskView } from "../desk-view.ts";
import { Done } from "../parts/done.tsx";
import { DeskLayout } from "../parts/layout.tsx";
import { keyPath } from "../paths.ts";

/** Tells a temporary code that was issued, once. */
export function TemporaryCodePage(props: {
  readonly view: DeskView;
  readonly act: DeskAct;
  readonly serial: string;
  readonly issued: IssuedTemporaryCode;
}): JSX.Element {
  const { view, act, serial, issued } = props;
  const { t, language } = view;
  const from = momentWords(language, issued.startsAt);
  const until = momentWords(language, issued.endsAt);
  return (
    <DeskLayout view={view} title={t(`act-done.${act}`)}>
      <div class="narrow">
        <h1>{t("key.title", { serial })}</h1>
        <Done view={view} done={{ act, offsetSteps: null }} />
        <section class="card" aria-labelledby="code">
          <h2 id="code">{t("temporary.title")}</h2>
          <p class="activation-code">{spareCodeWords(issued.code)}</p>
          <p>{t("temporary.passes", { from, until })}</p>
          <p>{t("temporary.once")}</p>
        </section>
        <p class="ways-on">
          <a class="button primary" href={keyPath(serial)}>
            {t("desk.back-to-key", { serial })}
          </a>
        </p>
      </div>
    </DeskLayout>
  );
}
