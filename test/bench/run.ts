// `npm run bench`: the speed of the core beside other libraries.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { programOptions } from "../support/program-options.ts";
import { librariesFor } from "./libraries.ts";
import { installedVersion, thisMachine } from "./machine.ts";
import { runMeasure } from "./measure.ts";
import { bundleSizes } from "./measures/bundle-sizes.ts";
import { bulkCodes, setUpAndOneCode } from "./measures/codes.ts";
import { checkLibraries, seed } from "./measures/present.ts";
import { keyReadings } from "./measures/readings.ts";
import { decision, refusal, resynchronisation } from "./measures/searches.ts";
import type { ManyKeys } from "./measures/thousand-keys.ts";
import { benchmarkPage } from "./report.ts";

const page = new URL("../../docs/reference/benchmarks.md", import.meta.url);
const { quick: isQuick, write: isWritten } = programOptions({
  script: "bench",
  does: "Measures the speed of the core beside other libraries and prints docs/reference/benchmarks.md.",
  options: {
    write: { kind: "flag", help: "write the page, too" },
    quick: { kind: "flag", help: "a look, too short to quote" },
  },
  status: "0 measured; 2 wrong use.",
});
const effort = isQuick
  ? { rounds: 5, sampleMilliseconds: 10 }
  : { rounds: 41, sampleMilliseconds: 25 };

const machine = thisMachine();
const codesCompared = checkLibraries();
const measures = [bulkCodes, setUpAndOneCode, refusal, resynchronisation, decision, keyReadings];
const results = measures.map((make) => {
  const measure = make();
  console.error(`Measuring: ${measure.title} (${measure.rows.length} rows)`);
  return runMeasure(measure, effort);
});
const days = isQuick ? 7 : 365;
const program = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const manyKeys = (["straight", "office"] as const).map((clocks): ManyKeys => {
  console.error(`Letting 1000 keys live for ${days} days: ${clocks}`);
  const printed = execFileSync(process.execPath, [
    program("../../tools/run-source.mjs"),
    ...[program("thousand-keys.ts"), String(days), clocks],
  ]);
  return JSON.parse(printed.toString()) as ManyKeys;
});
const packages = new Set(librariesFor(seed).flatMap(({ packageName }) => packageName ?? []));
const text = benchmarkPage(results, {
  machine,
  ...effort,
  versions: [...packages].map((name) => `${name} ${installedVersion(name)}`),
  codesCompared,
  manyKeys,
  bundleSizes: await bundleSizes(),
  loadAtEnd: thisMachine().load,
});
console.log(text);
if (isWritten) writeFileSync(page, text);
