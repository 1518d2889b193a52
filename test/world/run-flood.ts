import { progressBar } from "@jeton/cli";
import { describeFigures } from "./figures.ts";
import { type FloodDoor, floodDoors, floodPlan } from "./flood-plan.ts";
import { playWorld } from "./play-world.ts";

/**
 * Plays, for each door, a stranger who sends so many wrong PASSCODEs a day at one identifier, and prints what
 * its holder met. Returns whether every law held.
 */
export async function playFloods(
  perDay: number,
  given: { readonly doors: string | undefined; readonly days: number },
): Promise<boolean> {
  const doors = given.doors === undefined ? floodDoors : given.doors.split(",");
  let isKept = true;
  for (const door of doors) {
    const started = performance.now();
    const bar = progressBar(`flood at the ${door}`, given.days);
    const plan = floodPlan(door as FloodDoor, perDay, given.days);
    const report = await playWorld(plan, {}, { onDay: bar.at });
    bar.end();
    const { figures, findings } = report;
    const minutes = (performance.now() - started) / 60_000;
    console.log(
      `\n${perDay} a day at the ${door} for ${given.days} days\n${describeFigures(figures)}`,
    );
    console.log(`codes at known computers  ${JSON.stringify(figures.codesAtKnown)}`);
    console.log(`codes at new computers    ${JSON.stringify(figures.codesAtNew)}`);
    console.log(`took                      ${minutes.toFixed(1)} min`);
    for (const finding of findings.slice(0, 3)) {
      isKept = false;
      console.log(`\nLaw ${finding.law}: ${finding.what}\n${report.story(finding).join("\n")}`);
    }
  }
  return isKept;
}
