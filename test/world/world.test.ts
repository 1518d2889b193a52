import { describe, expect, test } from "vitest";
import { addFigures, describeFigures, newFigures } from "./figures.ts";
import { mixes } from "./mixes.ts";
import { drawPlan } from "./plan.ts";
import { playWorld } from "./play-world.ts";
import { shrink, tellBroken } from "./shrink.ts";
import type { MixName } from "./world-plan.ts";

// Goal: all laws hold while everything happens at once. Method: draw worlds of a month (of two years
// where keys lie idle), play each on one virtual clock through the real service, and check every law
// after every step. What is broken is shrunk and told with the command that plays it again.

const worldsOfAMix = 20;
/** A flood in earnest takes minutes: `npm run world -- --mix flood`. */
const played = (Object.keys(mixes) as MixName[]).filter((name) => name !== "flood");

describe("a world", () => {
  for (const mix of played) {
    test(`keeps every law in ${worldsOfAMix} months of "${mix}"`, async () => {
      const figures = newFigures();
      for (let seed = 1; seed <= worldsOfAMix; seed += 1) {
        const report = await playWorld(drawPlan(seed, mix));
        addFigures(figures, report.figures);
        const [finding] = report.findings;
        if (finding === undefined) continue;
        expect.fail(tellBroken(await shrink(report, finding)));
      }
      console.log(`${mix}\n${describeFigures(figures)}`);
      expect(figures.worlds).toBe(worldsOfAMix);
      expect(figures.logins).toBeGreaterThan(worldsOfAMix);
      expect(figures.wrongAcceptances).toBe(0);
    }, 600_000);
  }

  // A code that was typed too slowly was believed; the next visit took two codes, since a server died at the first one.
  test("takes no code that a failure of a server cost for one that says where the clock is", async () => {
    const { findings } = await playWorld(drawPlan(4_242_000_131, "faults", { days: 6 }));
    expect(findings).toEqual([]);
  });

  test("is the same again for the same seed", async () => {
    const [one, other] = [
      await playWorld(drawPlan(7, "all", { days: 5 })),
      await playWorld(drawPlan(7, "all", { days: 5 })),
    ];
    expect(other.figures).toEqual(one.figures);
    expect(other.findings).toEqual(one.findings);
  });
});
