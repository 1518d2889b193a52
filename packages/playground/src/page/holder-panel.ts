import { type HabitName, habits } from "../model/habits.ts";
import type { Entry } from "../model/playground.ts";
import { fillSelect, part } from "./parts.ts";
import type { Panel, Stage } from "./stage.ts";
import { moment, wordsOf } from "./words.ts";

/** So many of the latest log-ins are listed. */
const linesMax = 6;

/** The holder: how often they log in by themselves, and what became of it. */
export class HolderPanel implements Panel {
  readonly #stage: () => Stage;
  readonly #habit = part<HTMLSelectElement>("habit");
  #latest: Entry | undefined;

  constructor(stage: () => Stage) {
    this.#stage = stage;
    fillSelect(
      this.#habit,
      habits.map(({ name, words }) => [name, words]),
    );
    this.#habit.addEventListener("change", () => {
      const name = this.#habit.value as HabitName;
      stage().playground.setHabit(name);
      stage().changed();
    });
  }

  /** Shows the habit that the settings say. */
  begin(): void {
    this.#habit.value = this.#stage().playground.habit;
    this.#latest = undefined;
    part("entries").replaceChildren();
  }

  draw(): void {
    const { entries } = this.#stage().playground;
    const known = this.#latest === undefined ? -1 : entries.indexOf(this.#latest);
    const fresh = known < 0 ? entries : entries.slice(0, known);
    if (fresh.length === 0) return;
    this.#latest = entries[0];
    const list = part("entries");
    list.prepend(...fresh.slice(0, linesMax).map(lineOf));
    while (list.children.length > linesMax) list.lastElementChild?.remove();
  }
}

function lineOf(entry: Entry): HTMLElement {
  const { kind, head, rest } = wordsOf(entry);
  const line = document.createElement("li");
  line.dataset.kind = kind;
  const when = Object.assign(document.createElement("time"), { textContent: moment(entry.at) });
  const what = Object.assign(document.createElement("b"), { textContent: head });
  line.append(when, " ", what, `: ${rest}.`);
  return line;
}
