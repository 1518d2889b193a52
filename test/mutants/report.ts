// `npm run mutants:report`: what the last runs found, as docs/reference/mutants.md has it.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { programOptions } from "../support/program-options.ts";
import { parts } from "./parts.ts";

type Mutant = {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
};
type Report = {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>
  >;
};

const { part } = programOptions({
  script: "mutants:report",
  does: `Prints what the last runs of "npm run mutants" found: a table of the files that were measured, then every
mutant that no test noticed.`,
  options: {
    part: {
      kind: "text",
      value: "NAME",
      oneOf: Object.keys(parts),
      help: Object.keys(parts).join(", "),
    },
  },
  status: "0 printed; 2 wrong use, or that part was not measured.",
});
const path = fileURLToPath(new URL(`../../test-output/mutants/${part}.json`, import.meta.url));
if (part === undefined || !existsSync(path)) {
  const found = part === undefined ? "no --part" : `no results of "${part}"`;
  console.error(`Cannot report: found ${found}, wanted a part that "npm run mutants" tried`);
  process.exit(2);
}
const report = JSON.parse(readFileSync(path, "utf8")) as Report;
const files = Object.entries(report.files).toSorted(([one], [other]) => (one < other ? -1 : 1));

console.log("| File | Mutants | Killed | Timed out | Survived | Reached by no test | Score |");
console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const [name, { mutants }] of files) console.log(rowOf(name, mutants));
console.log(
  rowOf(
    "all",
    files.flatMap(([, { mutants }]) => mutants),
  ),
);
for (const [name, { source, mutants }] of files) {
  const lines = source.split("\n");
  for (const mutant of mutants.filter(
    ({ status }) => status === "Survived" || status === "NoCoverage",
  )) {
    const { line, column } = mutant.location.start;
    console.log(`\n${name}:${line}:${column} ${mutant.mutatorName} (${mutant.status})`);
    console.log(`  ${lines[line - 1]?.trim()}\n  -> ${mutant.replacement}`);
  }
}

/** The score is the share of mutants that were noticed, those that never end included. */
function rowOf(name: string, mutants: readonly Mutant[]): string {
  const count = (wanted: string) => mutants.filter(({ status }) => status === wanted).length;
  const [killed, late, survived, unreached] = [
    count("Killed"),
    count("Timeout"),
    count("Survived"),
    count("NoCoverage"),
  ];
  const all = killed + late + survived + unreached;
  const score = all === 0 ? "" : `${((100 * (killed + late)) / all).toFixed(1)} %`;
  return `| ${name} | ${all} | ${killed} | ${late} | ${survived} | ${unreached} | ${score} |`;
}
