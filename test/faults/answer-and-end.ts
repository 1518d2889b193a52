import { openSync, writeSync } from "node:fs";
import { timeStep } from "@jeton/core";
import { openSqliteStore } from "@jeton/store";
import { present } from "../contracts/race-key.ts";

// A validator that makes three attempts and ends: `answer-and-end.ts FILE LOG`. It writes down each
// answer before it goes on.
const [, , file = "", log = ""] = process.argv;
const answers = openSync(log, "a");
const store = openSqliteStore(file);
for (const [step, pinIsRight] of [
  [40_000_000, true],
  [40_000_001, false],
  [40_000_001, true],
] as const) {
  const at = timeStep(step);
  const decision = await present(store, "K1", { step: at, at, pinIsRight });
  writeSync(answers, `${decision.kind === "refused" ? decision.reason : decision.kind}\n`);
}
await store.close();
