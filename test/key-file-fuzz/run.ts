import { once } from "node:events";
import { availableParallelism } from "node:os";
import { progressBar } from "@jeton/cli";
import { startSource } from "../contracts/source-process.ts";
import { programOptions } from "../support/program-options.ts";
import type { FaultFound } from "./fuzz.ts";
import type { Told } from "./run-worker.ts";

const options = programOptions({
  script: "fuzz-key-files",
  does: "Reads changed key files of each kind, in one process for each processor, and tells each input at which a reader crashes, takes more than a second, or repeats a seed.",
  options: {
    inputs: { kind: "number", value: "N", min: 1, help: "so many inputs in all (default 100000)" },
    seed: {
      kind: "number",
      value: "N",
      min: 0,
      max: 2 ** 31,
      help: "the same inputs again (default: the time)",
    },
  },
  status: "0 nothing was found; 1 something was; 2 wrong use",
});

const inputs = options.inputs ?? 100_000;
const seed = options.seed ?? Date.now() % 2 ** 31;
const processes = availableParallelism();
const started = performance.now();
const bar = progressBar("reading", inputs);
const found: FaultFound[] = [];
let read = 0;

const statuses = await Promise.all(
  Array.from({ length: processes }, async (_, index) => {
    const share = Math.floor(inputs / processes) + (index < inputs % processes ? 1 : 0);
    // Portions of a process take seeds of their own; processes must not meet.
    const words = [String(share), String(seed + index * 1_000_000_007)];
    const child = startSource("test/key-file-fuzz/run-worker.ts", ...words);
    child.stdout?.pipe(process.stdout);
    child.on("message", (told: Told) => {
      read += told.read;
      found.push(...told.found);
      bar.at(read);
    });
    const [[status]] = await Promise.all([once(child, "exit"), once(child, "disconnect")]);
    return status as number | null;
  }),
);
bar.end();
const seconds = (performance.now() - started) / 1000;
for (const fault of found.slice(0, 20)) console.log(JSON.stringify(fault));
console.log(
  `${read} inputs with seed ${seed}: ${found.length} faults; ${seconds.toFixed(0)} s, ${Math.round(read / seconds)} a second`,
);
process.exitCode = found.length === 0 && statuses.every((status) => status === 0) ? 0 : 1;
