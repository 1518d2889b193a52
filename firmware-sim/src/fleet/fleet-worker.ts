// Plays parts of a fleet in a thread of its own: a job comes in, a tally goes out.
import { parentPort } from "node:worker_threads";
import type { FleetPlan } from "./fleet-plan.ts";
import { playKeys } from "./play-keys.ts";

/** A part of a fleet to be played. */
export type FleetJob = { readonly plan: FleetPlan; readonly from: number; readonly to: number };

parentPort?.on("message", ({ plan, from, to }: FleetJob) => {
  parentPort?.postMessage(playKeys(plan, from, to));
});
