import type { Interval, StepClock, TimeStep } from "@jeton/core";
import { timeStep } from "@jeton/core";
import { floorOf } from "./fractions.ts";

/** For so long, in ms, the clock runs at this rate. */
export type ClockStretch = { readonly lasts: number; readonly ratePpb: number };

/** One millisecond in billionths of one: in these every offset is a whole number. */
const unit = 1_000_000_000n;

/** A key's clock in exact fractions: nothing of the core, and nothing is rounded. */
export class TrueClock {
  readonly #startsAt: number;
  readonly #offset: number;
  readonly #stretches: readonly ClockStretch[];

  constructor(clock: {
    readonly startsAt: number;
    readonly offset: number;
    readonly stretches: readonly ClockStretch[];
  }) {
    this.#startsAt = clock.startsAt;
    this.#offset = clock.offset;
    this.#stretches = clock.stretches;
  }

  /**
   * Returns key clock minus true time at `at`, in billionths of a millisecond. The last rate goes on
   * for ever, the first one went on before.
   */
  offsetAt(at: number): bigint {
    let left = at - this.#startsAt;
    let offset = BigInt(this.#offset) * unit;
    const [first] = this.#stretches;
    if (left < 0) return offset + BigInt(first?.ratePpb ?? 0) * BigInt(left);
    for (const [index, { lasts, ratePpb }] of this.#stretches.entries()) {
      const isLast = index === this.#stretches.length - 1;
      const spent = isLast ? left : Math.min(lasts, left);
      offset += BigInt(ratePpb) * BigInt(spent);
      left -= spent;
    }
    return offset;
  }

  /** Returns the step that the key shows at `at`. */
  stepAt(at: number, clock: StepClock): TimeStep {
    const keyTime = BigInt(at - clock.t0Seconds * 1000) * unit + this.offsetAt(at);
    return timeStep(Number(floorOf(keyTime, BigInt(clock.periodSeconds * 1000) * unit)));
  }

  /** Returns whether the interval, in milliseconds, holds the offset at `at`. */
  isOffsetIn(interval: Interval, at: number): boolean {
    const offset = this.offsetAt(at);
    return BigInt(interval.min) * unit <= offset && offset <= BigInt(interval.max) * unit;
  }
}
