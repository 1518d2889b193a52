import { openSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { OtpError, timeStep } from "@jeton/core";
import type { OpenedStore } from "@jeton/store";
import { presentAndTell } from "../contracts/race-key.ts";
import { type FirePlan, stepNow } from "./fire-plan.ts";
import type { Entry } from "./history.ts";
import { openStore } from "./open-store.ts";

// A validator under fire: `validator.ts LOG PLAN`. For each code that becomes due it presents it
// several times at once, with a right or a wrong PIN and by a clock that is right or jumped, and
// writes down what it answered before it goes on. It runs until it is killed.

const [, , log = "", given = ""] = process.argv;
const plan: FirePlan = JSON.parse(given);
const file = openSync(log, "a");

function write(entry: Entry): void {
  writeSync(file, `${JSON.stringify(entry)}\n`);
}

/** Steps by which a validator's clock is wrong: mostly not at all. */
function clockShift(): number {
  const dice = Math.random();
  if (dice < 0.7) return 0;
  if (dice < 0.9) return Math.floor(Math.random() * 7) - 3;
  return Math.floor(Math.random() * 2001) - 1000;
}

/** The present code, or an old one, spent or skipped, by a clock that jumped back to its time. */
async function presentOne(store: OpenedStore, serial: string, present_: number): Promise<void> {
  const isOld = Math.random() < 0.15;
  const step = present_ - (isOld ? 1 + Math.floor(Math.random() * 30) : 0);
  const at = timeStep(isOld && Math.random() < 0.8 ? step : step + clockShift());
  const pinIsRight = Math.random() < 0.8;
  write({ kind: "begun", serial, step });
  const begunAt = Number(process.hrtime.bigint());
  try {
    const presented = { step: timeStep(step), at, pinIsRight };
    const { decision, isSpent } = await presentAndTell(store, serial, presented);
    const answer = decision.kind === "refused" ? decision.reason : decision.kind;
    const answeredAt = Number(process.hrtime.bigint());
    write({ kind: "answered", serial, step, answer, isSpent, begunAt, answeredAt });
  } catch (error) {
    if (!(error instanceof OtpError) || !isNoAnswer(error)) throw error;
    write({ kind: "failed", serial, step, endedAt: Number(process.hrtime.bigint()) });
    await sleep(20);
  }
}

/** A store that is away, or that did not say what became of the attempt. */
function isNoAnswer({ code }: OtpError): boolean {
  return code === "STORE_UNUSABLE" || code === "OUTCOME_UNKNOWN";
}

async function open(): Promise<OpenedStore> {
  for (;;) {
    try {
      return await openStore(plan.store);
    } catch (error) {
      if (!(error instanceof OtpError)) throw error;
      await sleep(50);
    }
  }
}

const store = await open();
process.send?.("ready");
process.on("disconnect", () => process.exit(0));
for (let last = 0; ; ) {
  const step = stepNow(plan);
  if (step === last) {
    await sleep(1);
    continue;
  }
  last = step;
  for (const serial of plan.serials) {
    await Promise.all(Array.from({ length: plan.times }, () => presentOne(store, serial, step)));
  }
}
