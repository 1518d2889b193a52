import { stepAt, timeStep, type UnixMilliseconds } from "../base/units.ts";
import { findCode } from "../clock/find-code.ts";
import type { CodeLanes } from "../codes/code-lanes.ts";
import { algorithms } from "../codes/code-parameters.ts";
import { clockOf, type KeyParameters } from "../codes/key-parameters.ts";
import { prepareSeed } from "../codes/prepare-seed.ts";
import type { Hypothesis } from "../trail/diagnosis.ts";

const stepsEachSide = 10;

/**
 * Returns the first make of a time key, algorithm and period (30 or 60 s), that is not the key's own and under
 * which the code is one of the 21 around `now`; else null. No make is a counter key's own: a key with a
 * clock may have been imported as one with a button. It is computed for every refusal, whatever its reason, so
 * it tells nothing. A random code finds one in about 1 of 10,000 cases: it is a hint for staff, never a
 * decision.
 */
export function findHypothesis(
  seed: Uint8Array,
  code: string,
  parameters: KeyParameters,
  now: UnixMilliseconds,
  codeLanes?: CodeLanes | null,
): Hypothesis | null {
  let found: Hypothesis | null = null;
  const clock = clockOf(parameters);
  const t0Seconds = clock?.t0Seconds ?? 0;
  for (const algorithm of algorithms) {
    const prepared = prepareSeed(seed, algorithm, codeLanes);
    for (const periodSeconds of [30, 60]) {
      const isOwn = algorithm === parameters.algorithm && periodSeconds === clock?.periodSeconds;
      const step = stepAt(now, { t0Seconds, periodSeconds });
      if (step === null) continue;
      const from = timeStep(Math.max(0, step - stepsEachSide));
      const window = { from, to: timeStep(step + stepsEachSide) };
      const matches = findCode(prepared, code, parameters.digits, window);
      // Its own make is computed as well: not every key has a period of 30 or 60 s, and all are to
      // cost the same (law 6).
      if (matches.length > 0 && !isOwn) found ??= { algorithm, periodSeconds };
    }
    prepared.destroy();
  }
  return found;
}
