import { openSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { OtpError, timeStep } from "@jeton/core";
import { type OpenedStore, openPostgresStore } from "@jeton/store";
import { present } from "../../contracts/race-key.ts";
import type { Entry } from "../history.ts";
import { type ClusterPlan, clusterParameters, serialNow, stepShown } from "./cluster-plan.ts";

// A validator beside a cluster: `cluster-validator.ts LOG PLAN`. All of them present the code that one key
// shows now, then that of the next key; now and then an old code, a wrong PIN, or by a clock that jumped.
// Each writes down what it answered before it goes on. It runs until it is killed.

const [, , log = "", given = ""] = process.argv;
const plan: ClusterPlan = JSON.parse(given);
const file = openSync(log, "a");

/** How far old codes lie back: most of those that a failover could forget. */
const oldStepsMax = 12;

/** The step of each key that this validator accepted last: those are presented again most of all. */
const accepted = new Map<string, number>();

function write(entry: Entry): void {
  writeSync(file, `${JSON.stringify(entry)}\n`);
}

/** Steps by which the validator's clock is wrong: mostly not at all. */
function clockShift(): number {
  const dice = Math.random();
  if (dice < 0.8) return 0;
  if (dice < 0.95) return Math.floor(Math.random() * 7) - 3;
  return Math.floor(Math.random() * 2001) - 1000;
}

function oldStep(serial: string, shown: number): number {
  const known = accepted.get(serial);
  if (known !== undefined && Math.random() < 0.6) return known;
  return shown - 1 - Math.floor(Math.random() * oldStepsMax);
}

async function presentOne(store: OpenedStore, serial: string): Promise<void> {
  const shown = stepShown(Date.now());
  const isOld = Math.random() < 0.4;
  const step = timeStep(isOld ? oldStep(serial, shown) : shown);
  const at = timeStep(isOld && Math.random() < 0.7 ? step : step + clockShift());
  const pinIsRight = Math.random() < 0.9;
  write({ kind: "begun", serial, step });
  const begunAt = Number(process.hrtime.bigint());
  try {
    const asked = { step, at, pinIsRight, parameters: clusterParameters };
    const decision = await present(store, serial, asked);
    const answer = decision.kind === "refused" ? decision.reason : decision.kind;
    const answeredAt = Number(process.hrtime.bigint());
    if (answer === "accepted") accepted.set(serial, step);
    write({ kind: "answered", serial, step, answer, begunAt, answeredAt });
  } catch (error) {
    if (!(error instanceof OtpError)) throw error;
    const kind = kindOf(error);
    write({ kind, serial, step, endedAt: Number(process.hrtime.bigint()) });
    await sleep(20);
  }
}

function kindOf({ code, message }: OtpError): "failed" | "unknown" {
  if (code === "STORE_UNUSABLE") return "failed";
  if (code === "OUTCOME_UNKNOWN") return "unknown";
  throw new Error(`Cannot present a code: ${code}: ${message}`);
}

async function open(): Promise<OpenedStore> {
  for (;;) {
    try {
      return await openPostgresStore(plan.store);
    } catch (error) {
      if (!(error instanceof OtpError)) throw error;
      await sleep(50);
    }
  }
}

const store = await open();
process.send?.("ready");
process.on("disconnect", () => process.exit(0));
for (let last = ""; ; ) {
  const serial = serialNow(plan);
  if (serial === last) {
    await sleep(1);
    continue;
  }
  last = serial;
  await Promise.all([presentOne(store, serial), presentOne(store, serial)]);
}
