import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import type { FleetPlan } from "./fleet-plan.ts";
import type { FleetJob } from "./fleet-worker.ts";
import { addTally, type FleetTally, newTally } from "./tally.ts";

/** Keys that a worker plays in one go: few, so that the first are soon done and the last wait for none. */
const keysOfJob = 100;

/** Young objects have 16 MiB from the start: a seventh less processor time than with Node's 1 MiB. */
const workerArguments = ["--min-semi-space-size=16"];

/**
 * Plays whole fleets in `workers` processes (default: one for each processor) and returns what was
 * counted in each, which does not depend on their number. `progress` is told how many keys of all
 * fleets are done. Rejects when a worker fails.
 */
export async function runFleets(
  plans: readonly FleetPlan[],
  options: { readonly workers?: number; readonly progress?: (keysDone: number) => void } = {},
): Promise<readonly FleetTally[]> {
  const wholes = new Map(plans.map((plan) => [plan, newTally(plan, 0, plan.keys)]));
  const jobs = jobsOf(plans);
  let done = 0;
  const takeJob = (): FleetJob | null => jobs.next().value ?? null;
  const note = (part: FleetTally, { plan, from, to }: FleetJob): void => {
    const whole = wholes.get(plan);
    if (whole !== undefined) addTally(whole, part, plan);
    done += to - from;
    options.progress?.(done);
  };
  const jobCount = plans.reduce((sum, { keys }) => sum + Math.ceil(keys / keysOfJob), 0);
  const count = Math.min(options.workers ?? availableParallelism(), jobCount);
  await Promise.all(Array.from({ length: count }, () => work(takeJob, note)));
  return [...wholes.values()];
}

function* jobsOf(plans: readonly FleetPlan[]): Generator<FleetJob, undefined> {
  for (const plan of plans) {
    for (let from = 0; from < plan.keys; from += keysOfJob) {
      yield { plan, from, to: Math.min(plan.keys, from + keysOfJob) };
    }
  }
  return undefined;
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
  const worker = fork(program, { serialization: "advanced", execArgv: workerArguments });
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
