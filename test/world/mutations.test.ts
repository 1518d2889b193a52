import { describe, expect, test } from "vitest";
import { mutations } from "./mutations.ts";
import { drawPlan } from "./plan.ts";
import { playWorld } from "./play-world.ts";
import { replayCommand, shrink, tellBroken } from "./shrink.ts";

/** A mutation that chance lets live in one world is met in one of these. */
const worldsMax = 12;

describe("a world in which the product is broken on purpose", () => {
  for (const { name, law, mix, make } of mutations) {
    test(`breaks law ${law}: ${name}`, async () => {
      const broken = new Set<string>();
      for (let seed = 1; seed <= worldsMax && !broken.has(law); seed += 1) {
        const { findings } = await playWorld(drawPlan(seed, mix), make());
        for (const finding of findings) broken.add(finding.law);
      }
      expect([...broken]).toContain(law);
    });
  }

  test("is told as a short story with the command that plays it again", async () => {
    const mutation = mutations.find(
      ({ name }) => name === "a door that takes anything that ends in 7",
    );
    if (mutation === undefined) throw new Error("Cannot find the mutation");
    const report = await playWorld(drawPlan(1, mutation.mix), mutation.make());
    const finding = report.findings.find(({ law }) => law === mutation.law);
    if (finding === undefined) throw new Error("Cannot find a broken law");
    const shrunk = await shrink(report, finding, mutation.make());
    const story = tellBroken(shrunk);
    expect(shrunk.plan.actors.length).toBeLessThan(report.plan.actors.length);
    expect(story).toContain(replayCommand(shrunk));
    expect(story.split("\n").length).toBeLessThan(30);
  });
});
