import type { JSX } from "hono/jsx/jsx-runtime";
import type { DeskAct } from "../acts.ts";
import type { DeskView } from "../desk-view.ts";
import type { LetterContent } from "../letters.ts";
import { Done } from "../parts/done.tsx";
import { DeskLayout } from "../parts/layout.tsx";
import { Letter } from "../parts/letter.tsx";
import { keyPath } from "../paths.ts";

/** Tells the activation code of a key that was handed over, once. */
export function ActivationPage(props: {
  readonly view: DeskView;
  readonly act: DeskAct;
  readonly serial: string;
  readonly code: string;
  /** The letter that tells it; null if somebody put the key to another state meanwhile. */
  readonly letter: LetterContent | null;
  readonly portal: string;
}): JSX.Element {
  const { view, act, serial, code, letter, portal } = props;
  const { t } = view;
  return (
    <DeskLayout view={view} title={t(`act-done.${act}`)}>
      <div class="narrow screen-only">
        <h1>{t("key.title", { serial })}</h1>
        <Done view={view} done={{ act, offsetSteps: null }} />
        <section class="card" aria-labelledby="code">
          <h2 id="code">{t("act-code.title")}</h2>
          <p class="activation-code">{code}</p>
          <p>{t("act-code.text")}</p>
        </section>
        <p class="ways-on">
          <a class="button primary" href={keyPath(serial)}>
            {t("desk.back-to-key", { serial })}
          </a>
        </p>
        {letter === null ? null : (
          <p class="hint">
            {t("letters.print")} {t("letters.apart")}
          </p>
        )}
      </div>
      {letter === null ? null : <Letter view={view} letter={letter} portal={portal} />}
    </DeskLayout>
  );
}
