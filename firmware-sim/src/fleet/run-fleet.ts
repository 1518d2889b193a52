import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { FleetPlan } from "./fleet-plan.ts";
import type { FleetJob } from "./fleet-worker.ts";
import { addTally, type FleetTally, newTally } from "./tally.ts";

/** Keys that a worker plays in one go. */
const keysOfJob = 250;

/**
 * Plays a whole fleet on `workers` threads (default: one for each processor) and answers what was
 * counted, which does not depend on their number. `progress` is told how many keys are done.
 * Rejects when a worker fails.
 */
export async function runFleet(
  plan: FleetPlan,
  options: { readonly workers?: number; readonly progress?: (keysDone: number) => void } = {},
): Promise<FleetTally> {
  const whole = newTally(plan, 0, plan.keys);
  let next = 0;
  let done = 0;
  const takeJob = (): FleetJob | null => {
    if (next >= plan.keys) return null;
    const from = next;
    next = Math.min(plan.keys, from + keysOfJob);
    return { plan, from, to: next };
  };
  const note = (part: FleetTally, { from, to }: FleetJob): void => {
    addTally(whole, part, plan);
    done += to - from;
    options.progress?.(done);
  };
  const count = Math.min(
    options.workers ?? availableParallelism(),
    Math.ceil(plan.keys / keysOfJob),
  );
  await Promise.all(Array.from({ length: count }, () => work(takeJob, note)));
  return whole;
}

async function work(
  takeJob: () => FleetJob | null,
  note: (part: FleetTally, job: FleetJob) => void,
): Promise<void> {
  const worker = new Worker(new URL("../../bin/fleet-worker.mjs", import.meta.url));
  try {
    for (let job = takeJob(); job !== null; job = takeJob()) note(await played(worker, job), job);
  } finally {
    await worker.terminate();
  }
}

function played(worker: Worker, job: FleetJob): Promise<FleetTally> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      worker.removeAllListeners();
      finish();
    };
    worker.once("message", (tally: FleetTally) => settle(() => resolve(tally)));
    worker.once("error", (error) => settle(() => reject(error)));
    worker.once("exit", (status) =>
      settle(() => reject(new Error(`Cannot play the fleet: a worker ended with ${status}`))),
    );
    worker.postMessage(job);
  });
}
