import { mixes } from "./mixes.ts";
import { Chance } from "./parts/chance.ts";
import type { MixName, WorldPlan } from "./world-plan.ts";

/** What a world differs in from the one that was drawn. */
export type PlanChanges = {
  readonly days?: number;
  readonly without?: readonly string[];
  readonly store?: WorldPlan["store"];
};

/** Returns the plan of a world: always the same one for the same arguments. */
export function drawPlan(seed: number, mix: MixName, changes: PlanChanges = {}): WorldPlan {
  const chance = new Chance(seed, `plan of ${mix}`);
  const plan = { seed, mix, ...mixes[mix](chance) };
  const without = changes.without ?? [];
  return {
    ...plan,
    days: changes.days ?? plan.days,
    store: changes.store ?? plan.store,
    actors: plan.actors.filter(({ name }) => !without.includes(name)),
  };
}
