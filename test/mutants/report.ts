// `npm run mutants:report -- attempt|clock|key|pin`: what the last runs found, as docs/reference/mutants.md has it: a
// table of the files that were measured, then every mutant that no test noticed.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

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

const [part = ""] = process.argv.slice(2);
const path = fileURLToPath(new URL(`../../test-output/mutants/${part}.json`, import.meta.url));
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
