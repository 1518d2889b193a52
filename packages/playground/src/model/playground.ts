import {
  type Interval,
  offsetAt,
  parseSeedHex,
  type Sight,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core";
import { type SeededRandom, seededRandom, VirtualTime } from "@jeton/key";
import { type HabitName, nextGap } from "./habits.ts";
import { History, type Sample } from "./history.ts";
import { type Answer, InPageValidator } from "./in-page-validator.ts";
import { type LivingKey, makeKey, readCode, serial } from "./living-key.ts";
import type { Settings } from "./settings.ts";

/** The PIN of the page's holder. It is shown: nothing here is secret. */
export const pin = "7294";

/** One line of what happened. */
export type Entry = {
  readonly at: UnixMilliseconds;
  /** What was given came to this; null: the glass could not be read. */
  readonly answer: Answer | null;
};

/** What the holder does next by themselves. */
type Plan = {
  readonly at: UnixMilliseconds;
  /** Codes that were refused in a row. */
  readonly refused: number;
  /** What they have read and are typing; null: they are about to read. */
  readonly code: string | null;
};

/** After so many refusals in a row the holder leaves it for this time. */
const refusalsMax = 4;
/** As many lines as people look at. */
const entriesMax = 100;
const day = 86_400_000;

/**
 * A key, its holder and its validator in a time of their own, which stands still unless it is moved. The key
 * is `@jeton/key`'s, the decisions are `@jeton/core`'s; here is only what the holder does.
 */
export class Playground {
  readonly settings: Settings;
  readonly time: VirtualTime;
  readonly living: LivingKey;
  readonly validator: InPageValidator;
  readonly history: History = new History(365 * day);
  readonly #entries: Entry[] = [];
  readonly #random: SeededRandom;
  #habit: HabitName;
  #plan: Plan | null = null;
  #looks = { held: 0, all: 0 };

  /** Puts a new key in service. `random` returns so many fresh random bytes. */
  constructor(settings: Settings, random: (bytes: number) => Uint8Array) {
    this.settings = settings;
    const { startsAt, livedDays } = settings;
    this.time = new VirtualTime(unixMilliseconds(startsAt - livedDays * day));
    this.living = makeKey(settings, this.time);
    this.#random = seededRandom(settings.crystal ?? 0);
    const parameters =
      this.living.kind === "clock"
        ? this.living.key.parameters
        : ({ movingFactor: "counter", algorithm: "SHA-1", digits: 6 } as const);
    const seed = { seed: parseSeedHex(settings.seedHex), parameters };
    this.validator = new InPageValidator({ serial, ...seed, now: this.now, random });
    this.#commission();
    this.#habit = settings.habit;
    this.#planNext();
    this.#sample(true);
    if (startsAt > this.now) this.advanceTo(startsAt);
  }

  get now(): UnixMilliseconds {
    return this.time.now();
  }

  get habit(): HabitName {
    return this.#habit;
  }

  /** What happened, the latest first. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** How often the true offset was looked up in the belief, and how often it lay there. */
  get looks(): { readonly held: number; readonly all: number } {
    return this.#looks;
  }

  /** Returns what an attempt would be held against now. */
  sight(): Sight {
    return this.validator.sight(this.now);
  }

  /** Lets the holder log in so often by themselves, from now on. */
  setHabit(name: HabitName): void {
    this.#habit = name;
    this.#planNext();
  }

  /** Gives the text of a PASSCODE now. */
  attempt(text: string): Answer {
    return this.#give(text);
  }

  /** Reads the key now and gives its PASSCODE; null when no code can be read. */
  logIn(): Answer | null {
    const seen = readCode(this.living);
    if (seen.kind === "code") return this.attempt(pin + seen.code);
    this.#note({ at: this.now, answer: null });
    return null;
  }

  /** Takes the present state as seen after somebody acted on the key. */
  acted(): void {
    this.#sample(true);
  }

  /**
   * Moves time on to `moment`, and lets the holder do meanwhile what they do. Stops early, between two acts of
   * theirs, when `isEnough` says so.
   */
  advanceTo(moment: UnixMilliseconds, isEnough: () => boolean = () => false): void {
    for (;;) {
      const plan = this.#plan;
      if (plan === null || plan.at > moment) break;
      if (isEnough()) return;
      this.time.jumpTo(unixMilliseconds(Math.max(plan.at, this.now)));
      this.#act(plan);
    }
    this.time.jumpTo(moment);
    this.#sample(false);
  }

  #commission(): void {
    const first = { code: this.#readFirst(), now: this.now };
    const answers = this.validator.commission(pin, first, () => {
      const { living } = this;
      if (living.kind === "clock") this.time.advance(living.key.millisecondsLeft());
      return { code: this.#readFirst(), now: this.now };
    });
    for (const answer of answers) this.#note({ at: this.now, answer });
  }

  #readFirst(): string {
    const seen = readCode(this.living);
    return seen.kind === "code" ? seen.code : "";
  }

  #planNext(): void {
    const gap = nextGap(this.#habit, this.#random);
    this.#plan =
      gap === null ? null : { at: unixMilliseconds(this.now + gap), refused: 0, code: null };
  }

  #act(plan: Plan): void {
    const { living, now } = this;
    if (plan.code === null) {
      const seen = readCode(living);
      if (seen.kind === "code") {
        const typing = this.#random.whole(2000, 20_000);
        this.#plan = { ...plan, at: unixMilliseconds(now + typing), code: seen.code };
        return;
      }
      this.#note({ at: now, answer: null });
      this.#planNext();
      return;
    }
    const { decision } = this.#give(pin + plan.code);
    const refused = plan.refused + 1;
    if (decision.kind !== "refused" || refused >= refusalsMax) {
      this.#planNext();
      return;
    }
    // As the page of a portal says: wait for the next code, then try again.
    const wait = living.kind === "clock" ? living.key.millisecondsLeft() : 1000;
    const looks = this.#random.whole(500, 5000);
    this.#plan = { at: unixMilliseconds(now + wait + looks), refused, code: null };
  }

  #give(text: string): Answer {
    this.#sample(true);
    const answer = this.validator.attempt(text, this.now);
    this.#note({ at: this.now, answer });
    this.#sample(true);
    return answer;
  }

  #note(entry: Entry): void {
    this.#entries.unshift(entry);
    if (this.#entries.length > entriesMax) this.#entries.pop();
  }

  #sample(isTurn: boolean): void {
    const sample = this.#seenNow();
    if (sample === null) return;
    const { offset, offsetBelieved } = sample;
    const isHeld = offset >= offsetBelieved.min && offset <= offsetBelieved.max;
    this.#looks = { held: this.#looks.held + (isHeld ? 1 : 0), all: this.#looks.all + 1 };
    this.history.add(sample, isTurn);
  }

  #seenNow(): Sample | null {
    const { living, now } = this;
    const belief = this.sight().time?.belief;
    if (living.kind !== "clock" || belief === undefined) return null;
    return {
      at: now,
      offset: living.key.offsetMilliseconds(),
      offsetBelieved: offsetAt(belief, now),
      ratePpm: living.key.ratePpmNow(),
      ratePpmBelieved: inPpm(belief.rate),
    };
  }
}

/** A belief's rate is in parts per billion. */
function inPpm({ min, max }: Interval): Interval {
  return { min: min / 1000, max: max / 1000 };
}
