import type { CountedChange } from "@jeton/glass";
import type { OffsetBounds } from "./clock-sample.ts";
import { type DriftEstimate, driftOfBounds } from "./estimate-drift.ts";

/** What the changes of a key's code tell of its clock, without its seed. */
export type WatchedDrift = {
  readonly drift: DriftEstimate;
  /**
   * How far the key is ahead of this machine's clock at the last change, in ms, but for whole periods:
   * from minus half a period to plus half of one. The truth lies within ± `phaseSlack`.
   */
  readonly phase: number;
  readonly phaseSlack: number;
};

/** No key gains or loses more than this while a change is being seen. */
const rateMax = 0.001;

/**
 * Returns the rate and phase of a key's clock by the moments at which its code changed, each known to
 * lie within an interval. Throws RangeError for fewer than three changes.
 */
export function watchedDrift(
  changes: readonly CountedChange[],
  periodSeconds: number,
  host: { readonly errorPpm: number },
): WatchedDrift {
  const period = 1000 * periodSeconds;
  const bounds = changes.map(({ from, to, periods }): OffsetBounds => {
    const at = (from + to) / 2;
    return { at, offset: periods * period - at, slack: ((to - from) / 2) * (1 + rateMax) };
  });
  const drift = driftOfBounds(bounds, host);
  const last = bounds.at(-1);
  const ahead = (((last?.offset ?? 0) % period) + period) % period;
  return {
    drift,
    phase: ahead > period / 2 ? ahead - period : ahead,
    phaseSlack: last?.slack ?? 0,
  };
}
