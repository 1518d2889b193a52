import type { Finding } from "./parts/witness.ts";
import { drawPlan } from "./plan.ts";
import { playWorld, type WorldReport } from "./play-world.ts";
import type { Mutation } from "./world.ts";
import type { WorldPlan } from "./world-plan.ts";

/** A world as small as it gets in which the same law is still broken. */
export type Shrunk = {
  readonly plan: WorldPlan;
  readonly without: readonly string[];
  readonly finding: Finding;
  readonly report: WorldReport;
};

/** How many worlds are played to make one smaller, at most. */
const playsMax = 40;

/**
 * Makes a broken world smaller: ends it after the finding, then leaves out one actor after the
 * other as long as the same law is broken. Each actor draws from a chance of its own, so that what
 * the others do stays nearly the same.
 */
export async function shrink(
  report: WorldReport,
  finding: Finding,
  mutation: Mutation = {},
  postgresUrl: string | null = null,
): Promise<Shrunk> {
  const { seed, mix, store } = report.plan;
  let best: Shrunk = { plan: report.plan, without: [], finding, report };
  let plays = 0;

  const attempt = async (days: number, without: readonly string[]): Promise<boolean> => {
    if (plays >= playsMax) return false;
    plays += 1;
    const plan = drawPlan(seed, mix, { days, without, store });
    const found = await playWorld(plan, mutation, { postgresUrl });
    const same = found.findings.find(({ law }) => law === finding.law);
    if (same === undefined) return false;
    best = { plan, without, finding: same, report: found };
    return true;
  };

  await attempt(daysOf(report, finding), []);
  for (let isSmaller = true; isSmaller && plays < playsMax; ) {
    isSmaller = false;
    for (const { name } of best.plan.actors) {
      if (best.plan.actors.length === 1) break;
      const days = daysOf(best.report, best.finding);
      if (await attempt(days, [...best.without, name])) isSmaller = true;
    }
  }
  return best;
}

/** Days until the finding, the day of it included. */
function daysOf({ begins }: WorldReport, { at }: Finding): number {
  return Math.max(1, Math.ceil((at - begins) / 86_400_000));
}

/** Returns the command that plays the world again. */
export function replayCommand({ plan, without }: Pick<Shrunk, "plan" | "without">): string {
  const { seed, mix, days, store } = plan;
  const left = without.length === 0 ? "" : ` --without ${without.join(",")}`;
  const over = drawPlan(seed, mix).store === store ? "" : ` --store ${store}`;
  return `npm run world -- --world ${seed} --mix ${mix} --days ${days}${left}${over}`;
}

/** Returns what a person needs to understand a broken law: the law, the story, the command. */
export function tellBroken(shrunk: Shrunk, lines = 25): string {
  const { finding, report, plan } = shrunk;
  const who = plan.actors.map(({ name }) => name).join(", ");
  return [
    `Law ${finding.law}: ${finding.what}`,
    `  in world ${plan.seed} of "${plan.mix}", ${plan.days} days, with ${who}`,
    ...report.story(finding, lines).map((line) => `  ${line}`),
    `  again: ${replayCommand(shrunk)}`,
  ].join("\n");
}
