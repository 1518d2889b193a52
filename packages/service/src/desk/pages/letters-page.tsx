import type { JSX } from "hono/jsx/jsx-runtime";
import type { DeskView } from "../desk-view.ts";
import type { LetterContent } from "../letters.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { Letter } from "../parts/letter.tsx";

/** Letters that go with keys, to be printed one on each sheet. */
export function LettersPage(props: {
  readonly view: DeskView;
  readonly letters: readonly LetterContent[];
  /** Keys that were asked for and want no letter. */
  readonly leftOut: readonly string[];
  readonly portal: string;
}): JSX.Element {
  const { view, letters, leftOut, portal } = props;
  const { t } = view;
  const title = t("letters.title");
  return (
    <DeskLayout view={view} title={title}>
      <h1 class="screen-only">{title}</h1>
      <p class="hint screen-only">
        {letters.length === 0 ? t("letters.none") : t("letters.print")}
      </p>
      {leftOut.length === 0 ? null : (
        <p class="screen-only">{t("letters.left-out", { serials: leftOut.join(", ") })}</p>
      )}
      {letters.map((letter) => (
        <Letter view={view} letter={letter} portal={portal} />
      ))}
    </DeskLayout>
  );
}
