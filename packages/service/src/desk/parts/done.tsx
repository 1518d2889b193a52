import { isCounterBased, type KeyParameters, type KeyRecord } from "@jeton/core";
import type { JSX } from "hono/jsx/jsx-runtime";
import { GoodNews } from "../../web/parts/message.tsx";
import type { DeskAct } from "../acts.ts";
import type { DeskView } from "../desk-view.ts";
import { keyText, offsetWords } from "../words.ts";

/** An act that was done just now. */
export type DoneAct = {
  readonly act: DeskAct;
  /** After a resynchronisation: by how much the key is ahead. */
  readonly offsetSteps: number | null;
};

type Props = {
  readonly view: DeskView;
  readonly done: DoneAct;
  /** The key as it is now; absent where the act says all that is to be said. */
  readonly record?: KeyRecord;
};

/** After these, what the holder gives depends on whether the key was ever put in service. */
const loginActs: readonly DeskAct[] = ["unlock", "resynchronise", "resume"];

/** Says what was done, and what to tell the caller. */
export function Done({ view, done, record }: Props): JSX.Element {
  const { t } = view;
  const { act, offsetSteps } = done;
  const isCounter = record !== undefined && isCounterBased(record.parameters);
  const isFirstUse = loginActs.includes(act) && record !== undefined && isBeforeUse(record);
  return (
    <GoodNews title={t(`act-done.${act}`)}>
      {offsetSteps === null || record === undefined ? null : (
        <p>{foundWords(view, offsetSteps, record.parameters)}</p>
      )}
      <p>{keyText(t, isFirstUse ? "act-say.first-use" : `act-say.${act}`, isCounter)}</p>
    </GoodNews>
  );
}

/** Whether the key waits for its first use, or for the one after its PIN was cleared. */
function isBeforeUse({ state }: KeyRecord): boolean {
  return (
    state.kind === "assigned" || state.kind === "choosing-pin" || state.kind === "confirming-pin"
  );
}

function foundWords(view: DeskView, offsetSteps: number, parameters: KeyParameters): string {
  if (isCounterBased(parameters)) {
    // One behind: the first code was spent by a log-in that failed, and no press went unseen.
    return offsetSteps <= 0
      ? view.t("act-offset-counter-none")
      : view.t("act-offset-counter", { steps: offsetSteps });
  }
  if (offsetSteps === 0) return view.t("act-offset-none");
  return view.t("act-offset", { offset: offsetWords(view, offsetSteps, parameters) });
}
