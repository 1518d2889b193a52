import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import type { FleetPlan } from "./fleet-plan.ts";
import type { FleetJob } from "./fleet-worker.ts";
import { addTally, type FleetTally, newTally } from "./tally.ts";

/** Keys that a worker plays in one go. */
const keysOfJob = 250;

/**
 * Plays a whole fleet in `workers` processes (default: one for each processor) and answers what was
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

/**
 * Processes, not threads: Node 20 can come to a standstill when two threads at once are given the
 * module hooks under which the unbuilt workspace runs.
 */
async function work(
  takeJob: () => FleetJob | null,
  note: (part: FleetTally, job: FleetJob) => void,
): Promise<void> {
  const program = new URL("../../bin/fleet-worker.mjs", import.meta.url);
  const worker = fork(program, { serialization: "advanced", execArgv: [] });
  try {
    for (let job = takeJob(); job !== null; job = takeJob()) note(await played(worker, job), job);
  } finally {
    worker.kill();
  }
}

function played(worker: ChildProcess, job: FleetJob): Promise<FleetTally> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      worker.removeAllListeners();
      finish();
    };
    worker.once("message", (tally) => settle(() => resolve(tally as FleetTally)));
    worker.once("error", (error) => settle(() => reject(error)));
    worker.once("exit", (status, signal) => settle(() => reject(ended(status ?? signal))));
    worker.send(job);
  });
}

function ended(by: number | string | null): Error {
  return new Error(`Cannot play the fleet: a process of it ended with ${by}`);
}
