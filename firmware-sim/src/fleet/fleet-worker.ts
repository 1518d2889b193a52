// Plays parts of a fleet in a process of its own: a job comes in, a tally goes out.
import type { FleetPlan } from "./fleet-plan.ts";
import { playKeys } from "./play-keys.ts";

/** A part of a fleet to be played. */
export type FleetJob = { readonly plan: FleetPlan; readonly from: number; readonly to: number };

process.on("message", ({ plan, from, to }: FleetJob) => {
  process.send?.(playKeys(plan, from, to));
});
// Whoever gave the jobs is gone: nobody wants the rest.
process.on("disconnect", () => process.exit());
