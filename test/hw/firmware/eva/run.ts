// `npm run firmware:eva`: what Frama-C's EVA proves of the firmware, all builds.
import { isDeepStrictEqual } from "node:util";
import { findProgram, frama } from "../../../support/needs.ts";
import { programOptions } from "../../../support/program-options.ts";
import { allProofs, explainedAlarms, runProofs } from "./proofs.ts";

programOptions({
  script: "firmware:eva",
  does:
    "Runs Frama-C's EVA over a start and a step of each build of the firmware (about three minutes), and compares " +
    "its alarms with hw/firmware/eva/explained.json.",
  options: {},
  status: "0 no alarm but the explained ones; 1 another, or Frama-C is missing; 2 wrong use.",
});
if (findProgram(frama.names) === null) {
  console.error(
    `Cannot prove the firmware: frama-c is not installed (Debian: ${frama.debianPackage})`,
  );
  process.exit(1);
}
for (const proof of allProofs) {
  const [report] = await runProofs([proof]);
  if (report === undefined) throw new Error(`Cannot read the proof "${proof}": it has no report`);
  const { alarms, reached, statements } = report;
  const explained = explainedAlarms(proof);
  const isAsExplained = isDeepStrictEqual(alarms, explained);
  console.log(
    `${proof}: ${reached} of ${statements} statements reached, ${alarms.length} alarms, ` +
      (isAsExplained ? "all explained" : "not the explained ones"),
  );
  if (isAsExplained) continue;
  process.exitCode = 1;
  for (const { file, says } of alarms) console.log(`  ${file}: ${says}`);
}
