import { isTermOver, type KeyRecord, unixMilliseconds } from "@jeton/core";
import { bounds, each, gapDays, manyGuesses, type Situation, stockYearsMax } from "../bounds.ts";
import type { CodeRead } from "../parts/carried-key.ts";
import type { Door } from "../parts/door.ts";
import { isSetAside } from "../parts/record-view.ts";
import type { HolderCard, World } from "../world.ts";

const day = 86_400_000;

/** Returns the situation in which a holder comes to a door, of those that apply the widest one. */
export function situationOf(world: World, holder: HolderCard, door: Door): Situation {
  const { key } = holder;
  if (key === null) return "first use";
  if (key.guesses >= manyGuesses && !door.known.has(holder.identifier)) {
    return "new computer among strangers";
  }
  const { lastWrongAt } = world;
  if (lastWrongAt !== null && lastWrongAt >= (key.lastIn ?? key.givenAt)) {
    key.unsettle("after a wrong clock");
  }
  if (key.isFar()) return "after presses";
  if (key.unsettled !== null) return key.unsettled.why;
  if (key.lastIn === null) {
    return key.stockYears > stockYearsMax ? "first use after stock" : "first use";
  }
  if (door.refusals >= manyGuesses) return "after many refusals";
  return world.now - key.lastIn > gapDays * day ? "after a gap" : "quiet";
}

/** One visit: how many codes it took, and what allows it to take more. */
export class Visit {
  /** The widest one of the visit: strangers may begin in the middle of it. */
  situation: Situation;
  readonly beganAt: number;
  codes = 0;
  /** Slips, failures of servers, and codes that somebody or something else had spent. */
  excuses = 0;
  /** Whether the last code was refused because the next one was wanted: two in a row say where the clock is. */
  isNextWanted = false;
  /** Whether the promise holds at all: not while a clock is wrong, or for a key out of service. */
  isPromised = true;
  readonly #world: World;
  readonly #holder: HolderCard;
  readonly #door: Door;

  constructor(world: World, holder: HolderCard, door: Door) {
    this.#world = world;
    this.#holder = holder;
    this.#door = door;
    this.situation = situationOf(world, holder, door);
    this.beganAt = world.now;
  }

  get codesMax(): number {
    const { codes } = bounds[this.#door.refusals >= manyGuesses ? "after many refusals" : "quiet"];
    return Math.max(codes, bounds[this.situation].codes) + this.excuses * each.codes;
  }

  get minutesMax(): number {
    return bounds[this.situation].minutes + this.excuses * each.minutes;
  }

  /** Whether a code that is given now must pass or be spent: nothing stands in its way. */
  isQuiet(): boolean {
    return this.situation === "quiet" && this.isPromised && this.#world.clocksAreRight();
  }

  /** Takes note of a code that is about to be presented, with a PIN that stands or without one. */
  note({ serial, step }: CodeRead, hasPin: boolean): void {
    const { ledger } = this.#world;
    const now = situationOf(this.#world, this.#holder, this.#door);
    if (bounds[now].codes > bounds[this.situation].codes) this.situation = now;
    this.codes += 1;
    if (!this.#world.clocksAreRight()) this.isPromised = false;
    const record = ledger.recordOf(serial);
    const state = record?.state.kind ?? "";
    if (["suspended", "lost", "retired", "in-stock"].includes(state)) this.isPromised = false;
    // The help desk took the PIN away while the holder was at the page.
    if (hasPin && state !== "in-service") this.isPromised = false;
    if (record !== null && this.#mustWait(record)) this.isPromised = false;
    if (record !== null && isSetAside(record, this.#world.now)) this.isPromised = false;
    if (serial !== this.#holder.key?.serial) this.isPromised = false;
    // A step that is spent already, by somebody else or by a twin of it, lets nobody in; nor does one that is
    // remembered of an attempt in which something else was wrong.
    const isRemembered = record?.asked.some(
      ({ steps, proved }) => proved === "nothing" && steps.some((each) => each === step),
    );
    if ((ledger.lastStepOf(serial) ?? -1) >= step || isRemembered === true) this.excuses += 1;
  }

  /** Takes note of a code that was refused. */
  noteRefused(): void {
    this.#door.refusals += 1;
    const serial = this.#holder.key?.serial ?? "";
    this.isNextWanted = this.#world.reasonOf.get(serial) === "next-code-wanted";
  }

  /** Whether wrong PINs that came with right codes keep the holder waiting: their own, or a thief's. */
  #mustWait({ failures }: KeyRecord): boolean {
    const isKnown = this.#door.known.has(this.#holder.identifier);
    const lanes = isKnown ? failures.devices : [failures.strangers];
    const now = unixMilliseconds(this.#world.now);
    return lanes.some(({ block }) => block !== null && !isTermOver(block, now));
  }

  /** Returns what was broken when the last code was refused, or null. */
  brokenBy(): string | null {
    if (!this.isPromised || this.codes < this.codesMax) return null;
    return `refused with ${this.codes} codes, promised within ${this.codesMax} (${this.situation})`;
  }

  /** Returns what was broken although the holder got in, or null. */
  tooSlow(): string | null {
    const minutes = (this.#world.now - this.beganAt) / 60_000;
    if (!this.isPromised || minutes <= this.minutesMax) return null;
    return `in after ${minutes.toFixed(1)} minutes, promised within ${this.minutesMax} (${this.situation})`;
  }
}
