import { writeSync } from "node:fs";
import { timeStep } from "@jeton/core";
import { openSqliteStore } from "@jeton/store";
import { present } from "../contracts/race-key.ts";

// A validator that logs in without end until it is killed: `endless-login.ts FILE SERIAL`. It presents
// the next code and, as often, the last one again, and says each accepted step on its standard
// output at once: that line is the answer that must never be given twice.
const [, , file = "", serial = ""] = process.argv;
const store = openSqliteStore(file);
const firstStep = 28_000_000;

for (let turn = 0; ; turn += 1) {
  const last = (await store.load(serial))?.record.lastStep ?? firstStep;
  const step = timeStep(last + (turn % 2));
  const decision = await present(store, serial, { step, at: step });
  if (decision.kind === "accepted") writeSync(1, `${decision.step}\n`);
}
