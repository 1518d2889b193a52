import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { raceKey } from "../contracts/race-key.ts";
import { nextMessage, startSource, stopProcess } from "../contracts/source-process.ts";
import type { FirePlan } from "./fire-plan.ts";
import { checkHistory, type HistoryReport } from "./history.ts";
import { openStore } from "./open-store.ts";
import { entriesOf, finalKeys } from "./what-was-left.ts";

export type FireOptions = {
  readonly store: string;
  /** The server behind the store, which is crashed in between; null: none. */
  readonly server: FireServer | null;
  /** For the validators' logs. */
  readonly directory: string;
  readonly seconds: number;
  readonly validators: number;
  readonly onProgress?: (secondsDone: number) => void;
};

/** Starts again on what it had before. */
export type FireServer = {
  readonly crash: () => Promise<void>;
  readonly start: () => Promise<void>;
};

export type FireReport = HistoryReport & {
  readonly validatorsKilled: number;
  readonly serverCrashes: number;
};

const serials = ["K1", "K2", "K3", "K4"];
const slotMilliseconds = 40;
const times = 4;

/** Lays a fire on a store, kills in between what can be killed, and checks what came of it. */
export async function runFire(options: FireOptions): Promise<FireReport> {
  const { store: place, directory, seconds } = options;
  const made = await openStore(place);
  for (const serial of serials) await made.insert(raceKey(serial), []);
  await made.close();

  const plan: FirePlan = { store: place, serials, beganAt: Date.now(), slotMilliseconds, times };
  const logs = Array.from({ length: options.validators }, (_, index) =>
    join(directory, `${index}.log`),
  );
  const start = (log: string) => startSource("test/fire/validator.ts", log, JSON.stringify(plan));
  const validators = logs.map((log) => start(log));
  let [validatorsKilled, serverCrashes] = [0, 0];
  try {
    await Promise.all(validators.map((each) => nextMessage(each)));
    const began = performance.now();
    const elapsed = () => (performance.now() - began) / 1000;
    const crashEvery = Math.max(seconds / 10, 2.5);
    for (let crashAt = crashEvery; elapsed() < seconds; ) {
      // All of them work for a while: a process takes longer to start than to do much.
      await sleep(800 + Math.random() * 700);
      requireAlive(validators);
      options.onProgress?.(elapsed());
      const index = Math.floor(Math.random() * validators.length);
      await replaceKilled(validators, index, () => start(logs[index] ?? ""));
      validatorsKilled += 1;
      if (options.server !== null && elapsed() > crashAt) {
        await options.server.crash();
        await sleep(Math.random() * 300);
        await options.server.start();
        serverCrashes += 1;
        crashAt = elapsed() + crashEvery;
      }
    }
  } finally {
    await Promise.all(validators.map((each) => stopProcess(each, "SIGKILL")));
  }
  const report = checkHistory(
    logs.flatMap(entriesOf),
    await finalKeys(await openStore(place), serials),
  );
  return { ...report, validatorsKilled, serverCrashes };
}

/** A validator that ended by itself met an error that it does not know: that is a finding, too. */
function requireAlive(validators: readonly ChildProcess[]): void {
  for (const { exitCode } of validators) {
    if (exitCode !== null) throw new Error(`A validator ended by itself with ${exitCode}`);
  }
}

/** Kills a validator and waits until the one in its place is at work. */
async function replaceKilled(
  validators: ChildProcess[],
  index: number,
  start: () => ChildProcess,
): Promise<void> {
  const killed = validators[index];
  if (killed !== undefined) await stopProcess(killed, "SIGKILL");
  const next = start();
  validators[index] = next;
  await nextMessage(next);
}
