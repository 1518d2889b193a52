import type { JSX } from "hono/jsx/jsx-runtime";
import { GoodNews } from "../../web/parts/message.tsx";
import type { DeskAct } from "../acts.ts";
import type { DeskView } from "../desk-view.ts";
import { direction } from "../words.ts";

/** An act that was done just now. */
export type DoneAct = {
  readonly act: DeskAct;
  /** After a resynchronisation: by how much the key is ahead. */
  readonly offsetSteps: number | null;
};

/** Says what was done, and what to tell the caller. */
export function Done(props: { readonly view: DeskView; readonly done: DoneAct }): JSX.Element {
  const { view, done } = props;
  const { t } = view;
  const { act, offsetSteps } = done;
  return (
    <GoodNews title={t(`act-done.${act}`)}>
      {offsetSteps === null ? null : <p>{offsetWords(view, offsetSteps)}</p>}
      <p>{t(`act-say.${act}`)}</p>
    </GoodNews>
  );
}

function offsetWords(view: DeskView, offsetSteps: number): string {
  const steps = Math.abs(offsetSteps);
  if (steps === 0) return view.t("act-offset-none");
  return view.t("act-offset", { steps, direction: direction(view, offsetSteps) });
}
