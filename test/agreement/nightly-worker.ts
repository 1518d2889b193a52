import { openMemoryStore } from "@jeton/store";
import * as fc from "fast-check";
import { anyClockHistory } from "../arbitraries/clock-history.ts";
import { playHistory } from "./play-history.ts";
import { newTally } from "./tally.ts";

// One process of the nightly run: `nightly-worker.ts YEARS SEED`. It sends its Tally after every
// hundred keys; a broken law ends it with the shrunk counterexample on stderr.
const [, , years = "0", seed = "0"] = process.argv;
const tally = newTally();

for (let batch = 0; tally.years < Number(years); batch += 1) {
  await fc.assert(
    fc.asyncProperty(anyClockHistory, (history) =>
      playHistory(openMemoryStore(), "1", history, tally),
    ),
    // Seeds of different processes and batches never meet.
    { seed: Number(seed) * 1000 + batch, numRuns: 100 },
  );
  process.send?.(tally);
}
process.disconnect();
