import { offsetAt, type Sight, stepAt, stepStartsAt, timeStep, type Window } from "@jeton/core";
import { pin } from "../model/playground.ts";
import { type ChartPoint, drawChart } from "./history-drawing.ts";
import { fillSelect, part, say, showFacts } from "./parts.ts";
import type { Panel, Stage } from "./stage.ts";
import { drawWindows, kindOf, type StepKind, type WindowsSeen } from "./window-drawing.ts";
import { ppm, shortly, shortPpm, signed, wordsOf } from "./words.ts";

const day = 86_400_000;

const spans: readonly (readonly [milliseconds: number, words: string])[] = [
  [365 * day, "1 year"],
  [600_000, "10 minutes"],
  [day, "1 day"],
  [30 * day, "30 days"],
  [5 * 365 * day, "5 years"],
];

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const roundOffsets: readonly number[] = [
  ...[10, 20, 50, 100, 200, 500].map((tenth) => 10 * tenth),
  ...[10, 20, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * minute),
  ...[1, 2, 4, 12, 24, 48, 120, 240, 1000, 10_000, 100_000].map((hours) => hours * hour),
];

const roundRates: readonly number[] = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];

/** The validator: log in here, and see what it believes and what would pass. */
export class ValidatorPanel implements Panel {
  readonly #stage: () => Stage;
  readonly #passcode = part<HTMLInputElement>("passcode");

  constructor(stage: () => Stage) {
    this.#stage = stage;
    say(part("pin"), pin);
    const span = part<HTMLSelectElement>("span");
    fillSelect(
      span,
      spans.map(([milliseconds, words]) => [String(milliseconds), words]),
    );
    span.addEventListener("change", () => {
      stage().playground.history.look(Number(span.value));
      stage().changed();
    });
    part("log-in-now").addEventListener("click", () => {
      this.#tell({ answer: stage().playground.logIn() });
    });
    part("log-in").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#tell({ answer: stage().playground.attempt(this.#passcode.value) });
      this.#passcode.select();
    });
  }

  /** Begins with a new key. */
  begin(): void {
    this.#stage().playground.history.look(Number(part<HTMLSelectElement>("span").value));
    part("decision").dataset.kind = "none";
    say(part("decision"), "Nobody has logged in by hand yet.");
  }

  draw(): void {
    const { playground } = this.#stage();
    const sight = playground.sight();
    const seen = this.#windowsSeen(sight);
    const width = widthOf(part("window"));
    const words = windowWords(sight, seen);
    part("window").innerHTML = drawWindows(seen, width, words);
    this.#showWindowFacts(sight, seen);
    if (sight.time === null) {
      const next = sight.record.counter?.next ?? 0;
      showFacts(part("counter-facts"), [["Next counter, as is believed", String(next)]]);
      return;
    }
    this.#drawBelief();
  }

  #tell(entry: Parameters<typeof wordsOf>[0]): void {
    const { kind, head, rest } = wordsOf(entry);
    const decision = part("decision");
    decision.dataset.kind = kind;
    // The same words again are news, too.
    decision.replaceChildren(bold(head), `: ${rest}.`);
    this.#stage().changed();
  }

  #windowsSeen({ time, windows, ask, spent, now }: Sight): WindowsSeen {
    const { living } = this.#stage().playground;
    const { accept } = windows;
    if (time === null || living.kind === "counter") {
      const keyAt = living.kind === "counter" ? living.key.counter() + 0.5 : 0;
      const origin = windows.centre;
      return { accept, ask, spent, origin, serverAt: null, keyAt, believed: null };
    }
    const { clock, belief } = time;
    const origin = stepAt(now, clock) ?? timeStep(0);
    const inSteps = (milliseconds: number): number =>
      origin + (milliseconds - stepStartsAt(origin, clock)) / (clock.periodSeconds * 1000);
    const { min, max } = offsetAt(belief, now);
    return {
      ...{ accept, ask, spent, origin, serverAt: inSteps(now) },
      keyAt: inSteps(living.key.reading().believed),
      believed: { min: inSteps(now + min), max: inSteps(now + max) },
    };
  }

  #showWindowFacts(sight: Sight, seen: WindowsSeen): void {
    const { ask, accept, keyAt } = seen;
    const key = Math.floor(keyAt);
    const passes = countOf(accept);
    const digits = sight.record.parameters.digits;
    showFacts(part("window-facts"), [
      ["Codes that pass at once", `${passes}: a guess passes once in ${oneIn(passes, digits)}`],
      [
        "Codes that ask for the next",
        String(ask.reduce((sum, each) => sum + countOf(each), 0) - passes),
      ],
      ["The key’s code now", verdictOn(key, seen)],
    ]);
  }

  #drawBelief(): void {
    const { history, looks, now } = this.#stage().playground;
    const { samples, span } = history;
    const last = samples.at(-1);
    if (last === undefined) return;
    const from = Math.max(now - span, samples[0]?.at ?? now);
    const width = widthOf(part("offset-chart"));
    const { offset, offsetBelieved, ratePpm, ratePpmBelieved } = last;
    const offsets: ChartPoint[] = [];
    const rates: ChartPoint[] = [];
    for (const sample of samples) {
      offsets.push({ at: sample.at, truth: sample.offset, believed: sample.offsetBelieved });
      rates.push({ at: sample.at, truth: sample.ratePpm, believed: sample.ratePpmBelieved });
    }
    const offsetWords = `Believed: ${signed(offsetBelieved.min)} to ${signed(offsetBelieved.max)}. True: ${signed(offset)}.`;
    const rateWords = `Believed: ${ppm(ratePpmBelieved.min)} to ${ppm(ratePpmBelieved.max)}. True: ${ppm(ratePpm)}.`;
    part("offset-chart").innerHTML = drawChart(
      {
        points: offsets,
        from,
        to: now,
        title: "Offset",
        rounds: roundOffsets,
        say: shortly,
        words: offsetWords,
      },
      width,
    );
    part("rate-chart").innerHTML = drawChart(
      {
        points: rates,
        from,
        to: now,
        title: "Rate",
        rounds: roundRates,
        say: shortPpm,
        words: rateWords,
      },
      width,
    );
    showFacts(part("belief-facts"), [
      ["Offset", offsetWords],
      ["Rate", rateWords],
      ["The truth lay in the belief", `${looks.held} of ${looks.all} times that it was looked up`],
    ]);
  }
}

const verdicts: { readonly [kind in StepKind]: string } = {
  spent: "is spent",
  accept: "passes at once",
  ask: "asks for the next one",
};

/** Returns in words what a log-in with the code of a step would come to. */
function verdictOn(step: number, seen: WindowsSeen): string {
  if (step < 0) return "is none";
  const kind = kindOf(step, seen);
  return kind === null ? "is refused" : verdicts[kind];
}

function countOf(window: Window | null): number {
  return window === null ? 0 : window.to - window.from + 1;
}

function oneIn(passes: number, digits: number): string {
  return passes === 0 ? "never" : Math.round(10 ** digits / passes).toLocaleString("en");
}

function windowWords({ windows }: Sight, seen: WindowsSeen): string {
  const key = Math.floor(seen.keyAt) - seen.origin;
  const { accept } = windows;
  const passes =
    accept === null
      ? "Nothing passes at once."
      : `Steps ${accept.from - seen.origin} to ${accept.to - seen.origin} round the server's pass at once.`;
  return `${passes} The key is at ${key}.`;
}

function bold(text: string): HTMLElement {
  return Object.assign(document.createElement("b"), { textContent: text });
}

function widthOf(element: HTMLElement): number {
  return Math.max(240, Math.floor(element.clientWidth));
}
