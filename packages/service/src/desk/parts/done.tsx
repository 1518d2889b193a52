import type { JSX } from "hono/jsx/jsx-runtime";
import { GoodNews } from "../../web/parts/message.tsx";
import type { DeskAct } from "../acts.ts";
import type { DeskView } from "../desk-view.ts";
import { direction, keyText } from "../words.ts";

/** An act that was done just now. */
export type DoneAct = {
  readonly act: DeskAct;
  /** After a resynchronisation: by how much the key is ahead. */
  readonly offsetSteps: number | null;
};

type Props = {
  readonly view: DeskView;
  readonly done: DoneAct;
  /** Whether the key is a counter key. */
  readonly isCounter?: boolean;
};

/** Says what was done, and what to tell the caller. */
export function Done({ view, done, isCounter = false }: Props): JSX.Element {
  const { t } = view;
  const { act, offsetSteps } = done;
  return (
    <GoodNews title={t(`act-done.${act}`)}>
      {offsetSteps === null ? null : <p>{offsetWords(view, offsetSteps, isCounter)}</p>}
      <p>{keyText(t, `act-say.${act}`, isCounter)}</p>
    </GoodNews>
  );
}

function offsetWords(view: DeskView, offsetSteps: number, isCounter: boolean): string {
  if (isCounter) {
    // One behind: the first code was spent by a log-in that failed, and no press went unseen.
    return offsetSteps <= 0
      ? view.t("act-offset-counter-none")
      : view.t("act-offset-counter", { steps: offsetSteps });
  }
  const steps = Math.abs(offsetSteps);
  if (steps === 0) return view.t("act-offset-none");
  return view.t("act-offset", { steps, direction: direction(view, offsetSteps) });
}
