// `npm run nightly`: plays the histories of clock-skew.test.ts for 100,000 key-years and more, in
// a process for each processor, and prints what was counted. `--years N` plays another number,
// `--seed N` makes the same histories again. Ends with status 1 when a law was broken.
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { startSource } from "../contracts/source-process.ts";
import { addTally, describeTally, newTally, type Tally } from "./tally.ts";

const { values } = parseArgs({ options: { years: { type: "string" }, seed: { type: "string" } } });
const years = Number(values.years ?? 100_000);
const seed = Number(values.seed ?? Math.floor(Date.now() / 1000));
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
