// `npm run nightly`: plays the histories of clock-skew.test.ts for 100,000 key-years and more, in a process for
// each processor, and prints what was counted.
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { startSource } from "../contracts/source-process.ts";
import { programOptions } from "../support/program-options.ts";
import { addTally, describeTally, newTally, type Tally } from "./tally.ts";

const { years = 100_000, seed = Math.floor(Date.now() / 1000) } = programOptions({
  script: "nightly",
  does: "Plays the histories of keys whose clocks drift against the real log-in, in a process for each processor.",
  options: {
    years: { kind: "number", value: "N", min: 1, help: "so many key-years (default 100000)" },
    seed: {
      kind: "number",
      value: "N",
      min: 0,
      help: "the same histories again (default: the time)",
    },
  },
  status: "0 every law held; 1 one was broken; 2 wrong use.",
});
const processes = availableParallelism();
const started = performance.now();

console.log(`Playing ${years} key-years with seed ${seed} in ${processes} processes`);

const tallies: Tally[] = [];

async function play(index: number): Promise<void> {
  const share = String(Math.ceil(years / processes));
  const child = startSource("test/agreement/nightly-worker.ts", share, String(seed + index));
  child.on("message", (tally: Tally) => {
    tallies[index] = tally;
  });
  const [status] = await once(child, "exit");
  if (status !== 0) process.exitCode = 1;
}

function counted(): Tally {
  const sum = newTally();
  for (const tally of tallies) if (tally !== undefined) addTally(sum, tally);
  return sum;
}

const progress = setInterval(() => console.log(`… ${Math.round(counted().years)}`), 60_000);
await Promise.all(Array.from({ length: processes }, (_, index) => play(index)));
clearInterval(progress);
console.log(describeTally(counted()));
console.log(`took                      ${Math.round((performance.now() - started) / 1000)} s`);
if (process.exitCode === 1) console.log("A law was broken: the counterexample stands above");
