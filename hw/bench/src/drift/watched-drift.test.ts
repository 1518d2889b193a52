import { ChangeWatch, type CodeChange, countPeriods } from "@jeton/glass";
import { type SeededRandom, seededRandom } from "@jeton/key";
import { describe, expect, test } from "vitest";
import { watchedDrift } from "./watched-drift.ts";

const period = 60_000;

/** What a camera sees of the changes of a key that is `ppm` fast and `ahead` ms ahead at moment 0. */
function changesSeen(
  { ppm, ahead, codes }: { readonly ppm: number; readonly ahead: number; readonly codes: number },
  random: SeededRandom,
): readonly CodeChange[] {
  const watch = new ChangeWatch();
  const seen: CodeChange[] = [];
  const rate = 1 + ppm / 1e6;
  const every = 50 + 400 * random.uniform();
  const open = 20 + 100 * random.uniform();
  for (let code = 1; code <= codes; code += 1) {
    const change = (code * period - ahead) / rate;
    // Frames a second before to a second after: all that is needed to see it.
    for (let at = change - 1000 + every * random.uniform(); at < change + 1000; at += every) {
      const begun = at + 30 * random.uniform();
      const end = begun + open;
      const isRead = random.uniform() < 0.85 && (end <= change || begun >= change);
      const shown = begun >= change ? code : code - 1;
      // The moment is told late by up to 20 ms, which the interval allows for.
      const late = 20 * random.uniform();
      const frame = { from: end + late - open - 20, to: end + late };
      const found = watch.observe({ ...frame, code: isRead ? String(shown) : null });
      if (found !== null) seen.push(found);
    }
  }
  return seen;
}

describe("watchedDrift()", () => {
  // Goal: the rate and the phase of a key lie in the intervals that are told, however it is filmed.
  // Method: 400 keys of any rate and offset, cameras of any pace, frames lost and refused.
  test("holds the rate and the phase of 400 simulated keys, without their seeds", () => {
    const random = seededRandom(14);
    let [rates, phases] = [0, 0];
    for (let key = 0; key < 400; key += 1) {
      const ppm = 300 * (2 * random.uniform() - 1);
      const ahead = period * random.uniform();
      const seen = countPeriods(changesSeen({ ppm, ahead, codes: 20 }, random), 60);
      const { drift, phase, phaseSlack } = watchedDrift(seen, 60, { errorPpm: 0 });
      if (Math.abs(drift.ppm - ppm) <= drift.uncertaintyPpm && drift.isSteady) rates += 1;
      const last = seen.at(-1);
      const at = ((last?.from ?? 0) + (last?.to ?? 0)) / 2;
      const truth = ahead + (at * ppm) / 1e6;
      const apart = (((phase - truth) % period) + 1.5 * period) % period;
      if (Math.abs(apart - period / 2) <= phaseSlack) phases += 1;
    }
    expect({ rates, phases }).toEqual({ rates: 400, phases: 400 });
  });

  test("refuses to tell a rate by two changes", () => {
    const changes = [0, 1].map((periods) => {
      const from = periods * period;
      return { before: "1", after: "2", from, to: from + 100, periods };
    });
    expect(() => watchedDrift(changes, 60, { errorPpm: 0 })).toThrow(RangeError);
  });
});
