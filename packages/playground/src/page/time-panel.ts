import { unixMilliseconds } from "@jeton/core";
import { fillSelect, part, say } from "./parts.ts";
import type { Panel, Stage } from "./stage.ts";
import { moment } from "./words.ts";

/** How fast time can run: so many times as fast as it does. */
const speeds: readonly (readonly [factor: number, words: string])[] = [
  [1, "1×"],
  [60, "1 min a second"],
  [3600, "1 h a second"],
  [86_400, "1 day a second"],
  [604_800, "7 days a second"],
  [2_592_000, "30 days a second"],
];

/** Faster than this the codes change too fast to be followed. */
const followedFactorMax = 60;

/** A page that was hidden goes on where it stood: a longer gap between two frames counts as this, ms. */
const frameMillisecondsMax = 100;
/** So long a frame may compute, ms: a holder with much to do slows time down, never the page. */
const computeMilliseconds = 10;

/** The time of the page: it runs, stands or is moved. */
export class TimePanel implements Panel {
  readonly #stage: () => Stage;
  #factor = 1;
  #isRunning = true;
  /** Parts of a millisecond that are still to pass. */
  #rest = 0;

  constructor(stage: () => Stage) {
    this.#stage = stage;
    const speed = part<HTMLSelectElement>("speed");
    fillSelect(
      speed,
      speeds.map(([factor, words]) => [String(factor), words]),
    );
    speed.addEventListener("change", () => {
      this.#factor = Number(speed.value);
      stage().changed();
    });
    part("run").addEventListener("click", () => {
      this.#isRunning = !this.#isRunning;
      stage().changed();
    });
    part("next-code").addEventListener("click", () => this.#toNextCode());
    for (const button of document.querySelectorAll<HTMLElement>("[data-step]")) {
      button.addEventListener("click", () => this.#step(Number(button.dataset.step)));
    }
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  get isFast(): boolean {
    return this.#isRunning && this.#factor > followedFactorMax;
  }

  /** Lets so much of this machine's time pass, ms. */
  pass(milliseconds: number): void {
    if (!this.#isRunning) return;
    const wanted = Math.min(milliseconds, frameMillisecondsMax) * this.#factor + this.#rest;
    const whole = Math.floor(wanted);
    this.#rest = wanted - whole;
    const { playground } = this.#stage();
    const ends = performance.now() + computeMilliseconds;
    const target = unixMilliseconds(playground.now + whole);
    playground.advanceTo(target, () => performance.now() > ends);
  }

  draw(): void {
    const { playground } = this.#stage();
    say(part("now"), moment(playground.now));
    part("now").dataset.at = String(playground.now);
    say(part("run"), this.#isRunning ? "Stop" : "Run");
  }

  #step(milliseconds: number): void {
    const { playground, changed } = this.#stage();
    playground.advanceTo(unixMilliseconds(playground.now + milliseconds));
    changed();
  }

  /** A counter key moves on by its button; its time is of no matter. */
  #toNextCode(): void {
    const { living } = this.#stage().playground;
    if (living.kind === "clock") this.#step(living.key.millisecondsLeft());
    else {
      living.key.press();
      this.#stage().changed();
    }
  }
}
