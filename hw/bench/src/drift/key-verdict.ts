import { defaultClockBounds } from "@jeton/core";
import type { DriftEstimate } from "./estimate-drift.ts";

/** Whether a board with this oscillator can be a key, by the bounds within which no key is ever refused. */
export type KeyVerdict = {
  readonly kind: "good" | "no-good" | "not-known";
  /** The bound it was judged by. */
  readonly boundPpm: number;
  /** For the board's trim command: what would bring it to 0, ppb. */
  readonly trimPpb: number;
};

/** Returns the verdict: the whole interval within the bound is good, the whole outside no good. */
export function keyVerdict(
  { ppm, uncertaintyPpm }: Pick<DriftEstimate, "ppm" | "uncertaintyPpm">,
  boundPpm: number = defaultClockBounds.rateBoundPpb / 1000,
): KeyVerdict {
  const size = Math.abs(ppm);
  // A clock that is fast by p must be slowed to 1/(1+p) of its speed, not by p.
  const trimPpb = Math.round((1 / (1 + ppm / 1e6) - 1) * 1e9) + 0;
  if (size + uncertaintyPpm <= boundPpm) return { kind: "good", boundPpm, trimPpb };
  return { kind: size - uncertaintyPpm > boundPpm ? "no-good" : "not-known", boundPpm, trimPpb };
}

/** Returns the verdict in words. */
export function verdictWords({ kind, boundPpm, trimPpb }: KeyVerdict): string {
  const trim = `${trimPpb > 0 ? "+" : ""}${trimPpb}`;
  switch (kind) {
    case "good":
      return `Good as a key: within ±${boundPpm} ppm, the bound within which no key is refused for its clock.`;
    case "no-good":
      return `No good as a key: outside ±${boundPpm} ppm, so that its codes will be refused sooner or later. A trim of ${trim} ppb would mend it, as far as its error stays what it is; a ceramic resonator's moves by about 10 ppm for each degree.`;
    case "not-known":
      return `Not known yet whether it is good as a key: the interval reaches over ±${boundPpm} ppm. Measure longer, or say how good this machine's clock is.`;
    default:
      return kind satisfies never;
  }
}
